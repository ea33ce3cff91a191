// The addon `frames`: classes and functions; native/index.ts gives them their names and types.
#include "binding-support.h"
#include "frame-consumer_binding.h"
#include "frame-reader_binding.h"
#include "frame-region_binding.h"
#include "lock-file.h"

namespace native {
namespace {

// lockFile(path): number | null. The descriptor is the caller's.
Napi::Value LockFileAt(const Napi::CallbackInfo& info) {
  if (!info[0].IsString()) {
    ThrowTypeError(info.Env(), "path must be a string");
    return {};
  }
  UniqueFd fd;
  const std::string path = info[0].As<Napi::String>();
  const Result locked = LockFile(path.c_str(), &fd);
  if (!locked.ok()) {
    ThrowResult(info.Env(), locked);
    return {};
  }
  if (!fd.is_open()) return info.Env().Null();
  return Napi::Number::New(info.Env(), fd.Release());
}

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  SetUpErrors(env, exports);
  exports.Set("FrameRegion", FrameRegionBinding::Define(env));
  exports.Set("FrameConsumer", FrameConsumerBinding::Define(env));
  exports.Set("FrameReader", FrameReaderBinding::Define(env));
  exports.Set("lockFile", Napi::Function::New<LockFileAt>(env, "lockFile"));
  return exports;
}

NODE_API_MODULE(frames, Init)

}  // namespace
}  // namespace native
