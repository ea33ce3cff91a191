#include "nng-arguments.h"

#include "binding-support.h"
#include "nng-errors.h"

namespace native {
namespace {

constexpr int kCountMax = 8192;  // nng's own limit for its buffers

bool IsBytes(Napi::Value value) {
  return value.IsTypedArray() && value.As<Napi::TypedArray>().TypedArrayType() == napi_uint8_array;
}

bool ToCount(Napi::Object options, const char* name, int* target) {
  Napi::Value value = options.Get(name);
  if (value.IsUndefined()) return true;
  double count = value.IsNumber() ? value.As<Napi::Number>().DoubleValue() : -1;
  *target = count >= 1 && count <= kCountMax ? static_cast<int>(count) : -1;
  if (*target == count) return true;
  ThrowTypeError(options.Env(), std::string(name) + " must be a whole number from 1 to " +
                                    std::to_string(kCountMax));
  return false;
}

int CopyString(Napi::Value value, nng_msg** message) {
  size_t size_bytes = 0;
  napi_get_value_string_utf8(value.Env(), value, nullptr, 0, &size_bytes);
  int error = nng_msg_alloc(message, size_bytes + 1);  // Node ends what it writes with a zero
  if (error != 0) return error;
  char* body = static_cast<char*>(nng_msg_body(*message));
  napi_get_value_string_utf8(value.Env(), value, body, size_bytes + 1, nullptr);
  return nng_msg_chop(*message, 1);
}

int CopyBytes(Napi::Uint8Array bytes, nng_msg** message) {
  int error = nng_msg_alloc(message, 0);
  return error != 0 ? error : nng_msg_append(*message, bytes.Data(), bytes.ByteLength());
}

}  // namespace

Napi::Error NngError(Napi::Env env, const std::string& doing, int error) {
  Napi::Error coded = Napi::Error::New(env, doing + ": " + nng_strerror(error));
  coded.Set("code", NngErrorName(error));
  return coded;
}

const NngProtocol* ToProtocol(Napi::Value value) {
  const NngProtocol* protocol =
      value.IsString() ? FindNngProtocol(value.As<Napi::String>().Utf8Value()) : nullptr;
  if (protocol == nullptr) {
    ThrowTypeError(value.Env(), "protocol must be pair1, pub, sub, req, rep, push or pull");
  }
  return protocol;
}

bool ToOptions(Napi::Object options, NngOptions* target) {
  return ToCount(options, "sendBuffer", &target->send_buffer) &&
         ToCount(options, "receiveBuffer", &target->receive_buffer) &&
         ToCount(options, "queueMax", &target->queue_max);
}

bool ToCallback(Napi::Object options, const char* name, Napi::FunctionReference* target) {
  Napi::Value value = options.Get(name);
  if (value.IsUndefined()) return true;
  if (value.IsFunction()) {
    *target = Napi::Persistent(value.As<Napi::Function>());
    return true;
  }
  ThrowTypeError(options.Env(), std::string(name) + " must be a function");
  return false;
}

bool ToUrl(Napi::Value value, std::string* target) {
  if (!value.IsString()) {
    ThrowTypeError(value.Env(), "url must be a string, as in ipc:///run/example");
    return false;
  }
  *target = value.As<Napi::String>().Utf8Value();
  size_t path_bytes = IpcPath(*target).size();
  if (path_bytes <= kIpcPathBytesMax) return true;
  Napi::Error error = Napi::TypeError::New(
      value.Env(), *target + ": the path has " + std::to_string(path_bytes) +
                       " bytes, that of a socket at most " + std::to_string(kIpcPathBytesMax));
  error.Set("code", "PATH_TOO_LONG");
  error.ThrowAsJavaScriptException();
  return false;
}

nng_msg* ToMessage(Napi::Value value) {
  nng_msg* message = nullptr;
  int error = 0;
  if (value.IsString()) {
    error = CopyString(value, &message);
  } else if (IsBytes(value)) {
    error = CopyBytes(value.As<Napi::Uint8Array>(), &message);
  } else {
    ThrowTypeError(value.Env(), "data must be a string or a Uint8Array");
  }
  if (error == 0) return message;
  if (message != nullptr) nng_msg_free(message);
  NngError(value.Env(), "message", error).ThrowAsJavaScriptException();
  return nullptr;
}

bool AddressTo(Napi::Value request, nng_msg* message) {
  if (!IsBytes(request)) {
    ThrowTypeError(request.Env(), "an answer needs the request that came with the message");
    return false;
  }
  auto bytes = request.As<Napi::Uint8Array>();
  return nng_msg_header_append(message, bytes.Data(), bytes.ByteLength()) == 0;
}

}  // namespace native
