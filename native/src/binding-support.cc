#include "binding-support.h"

#include <uv.h>

#include <cmath>

namespace native {
namespace {

const char* CodeOf(Status status) {
  switch (status) {
    case Status::kNoSpace:
      return "REGION_NO_SPACE";
    case Status::kInvalid:
      return "REGION_INVALID";
    case Status::kBadArgument:
      return "BAD_ARGUMENT";
    default:
      return "SYSTEM";
  }
}

std::string MessageOf(const Result& result) {
  if (result.error_number == 0) return result.what;
  const int error = -result.error_number;
  return std::string(result.what) + ": " + uv_strerror(error) + " (" + uv_err_name(error) + ")";
}

void Initialize(const Napi::CallbackInfo& info) {
  if (!info[0].IsFunction()) return ThrowTypeError(info.Env(), "wants a function");
  auto* state = info.Env().GetInstanceData<AddonState>();
  state->make_error = Napi::Persistent(info[0].As<Napi::Function>());
}

}  // namespace

void SetUpErrors(Napi::Env env, Napi::Object exports) {
  env.SetInstanceData(new AddonState());
  exports.Set("initialize", Napi::Function::New<Initialize>(env, "initialize"));
}

void ThrowTypeError(Napi::Env env, const std::string& message) {
  if (env.IsExceptionPending()) return;  // of a getter of the caller's: it says more
  Napi::TypeError error = Napi::TypeError::New(env, message);
  if (error.Value().IsObject()) error.Set("code", CodeOf(Status::kBadArgument));
  error.ThrowAsJavaScriptException();
}

void ThrowResult(Napi::Env env, const Result& result) {
  if (result.status == Status::kBadArgument) return ThrowTypeError(env, result.what);
  const auto code = Napi::String::New(env, CodeOf(result.status));
  const auto message = Napi::String::New(env, MessageOf(result));
  const Napi::Value error =
      env.GetInstanceData<AddonState>()->make_error.Call(env.Global(), {code, message});
  if (!env.IsExceptionPending()) napi_throw(env, error);
}

void CallBack(Napi::Env env, const Napi::FunctionReference& function,
              std::initializer_list<napi_value> arguments) {
  // By hand, since a worker that is being terminated refuses the call with nothing pending.
  napi_value ignored, error;
  const napi_status called = napi_make_callback(env, nullptr, env.Global(), function.Value(),
                                                arguments.size(), arguments.begin(), &ignored);
  if (called == napi_pending_exception &&
      napi_get_and_clear_last_exception(env, &error) == napi_ok) {
    napi_fatal_exception(env, error);
  }
}

bool ReadWhole(const Napi::Value& value, uint64_t max, uint64_t* out) {
  constexpr double kSafeMax = 9007199254740991.0;
  if (!value.IsNumber()) return false;
  const double number = value.As<Napi::Number>().DoubleValue();
  if (!(number >= 0 && number <= kSafeMax) || number != std::floor(number)) return false;
  *out = static_cast<uint64_t>(number);
  return *out <= max;
}

bool ReadFd(const Napi::Value& value, const char* name, int* out) {
  uint64_t number;
  if (!ReadWhole(value, INT32_MAX, &number)) {
    ThrowTypeError(value.Env(), std::string(name) + " must be a file descriptor");
    return false;
  }
  *out = static_cast<int>(number);
  return true;
}

}  // namespace native
