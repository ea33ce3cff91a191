// What the bindings of our addons share: errors with codes, checked numbers, wraps that know
// whether an object is really theirs.
#pragma once
#include <napi.h>

#include <initializer_list>
#include <string>

#include "result.h"

namespace native {

// State of one environment; a worker has its own.
struct AddonState {
  Napi::FunctionReference make_error;  // (code, message) => Error, given by native/index.ts
};

// To be called first by an addon that uses what follows: makes the state, and exports
// initialize((code, message) => Error), which is to be called before anything else.
void SetUpErrors(Napi::Env env, Napi::Object exports);

void ThrowTypeError(Napi::Env env, const std::string& message);
// As TypeError (kBadArgument) or as what make_error makes of the code.
void ThrowResult(Napi::Env env, const Result& result);

// Calls a function of the program's from the event loop. What it throws is uncaught, as it is of
// Node's own callbacks. Never returns with an exception pending.
void CallBack(Napi::Env env, const Napi::FunctionReference& function,
              std::initializer_list<napi_value> arguments = {});

// A whole number from 0 to `max`, at most 2^53 - 1. False without an exception where it is not.
bool ReadWhole(const Napi::Value& value, uint64_t max, uint64_t* out);
// A descriptor number; throws TypeError and is false where it is not.
bool ReadFd(const Napi::Value& value, const char* name, int* out);

// CRTP base instead of Napi::ObjectWrap, whose methods would take any wrapped object for a T.
// T declares `static constexpr napi_type_tag kTag`.
template <typename T>
class TaggedWrap : public Napi::ObjectWrap<T> {
 public:
  explicit TaggedWrap(const Napi::CallbackInfo& info) : Napi::ObjectWrap<T>(info) {
    info.This().As<Napi::Object>().TypeTag(&T::kTag);
  }

  // Found by name before ObjectWrap's, hence used by every method and accessor.
  static T* Unwrap(Napi::Object wrapper) {
    bool is_ours = false;
    if (napi_check_object_type_tag(wrapper.Env(), wrapper, &T::kTag, &is_ours) == napi_ok &&
        is_ours) {
      return Napi::ObjectWrap<T>::Unwrap(wrapper);
    }
    ThrowTypeError(wrapper.Env(), "called on an object of another class");
    return nullptr;
  }
};

}  // namespace native
