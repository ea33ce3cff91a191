// What crosses from JavaScript to nng and back: options, messages, errors. A function that fails
// has thrown into the environment.
#pragma once
#include <napi.h>

#include <string>

#include "nng-socket.h"

namespace native {

Napi::Error NngError(Napi::Env env, const std::string& doing, int error);

const NngProtocol* ToProtocol(Napi::Value value);          // nullptr: thrown
bool ToOptions(Napi::Object options, NngOptions* target);  // false: thrown
bool ToCallback(Napi::Object options, const char* name, Napi::FunctionReference* target);
bool ToUrl(Napi::Value value, std::string* target);
nng_msg* ToMessage(Napi::Value value);                  // nullptr: thrown
bool AddressTo(Napi::Value request, nng_msg* message);  // false: thrown

}  // namespace native
