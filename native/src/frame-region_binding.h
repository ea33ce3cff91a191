#pragma once
#include "binding-support.h"
#include "frame-region.h"

namespace native {

// new FrameRegion(shape): see FrameRegion in native/frames.ts.
class FrameRegionBinding final : public TaggedWrap<FrameRegionBinding> {
 public:
  static constexpr napi_type_tag kTag = {0x5d0b8f2c6a914e37, 0x9b1e4c7d20f3a865};

  static Napi::Function Define(Napi::Env env);
  explicit FrameRegionBinding(const Napi::CallbackInfo& info);

 private:
  Napi::Value Fd(const Napi::CallbackInfo& info);
  Napi::Value WakeFd(const Napi::CallbackInfo& info);
  Napi::Value SlotBytes(const Napi::CallbackInfo& info);
  Napi::Value SizeBytes(const Napi::CallbackInfo& info);
  Napi::Value Reserve(const Napi::CallbackInfo& info);
  Napi::Value Reclaim(const Napi::CallbackInfo& info);
  Napi::Value Drain(const Napi::CallbackInfo& info);
  Napi::Value Metrics(const Napi::CallbackInfo& info);
  void CloseQueue(const Napi::CallbackInfo& info);
  void Close(const Napi::CallbackInfo& info);

  bool IsOpen();  // throws TypeError where it is not

  FrameRegion region_;  // released by close(), or else by the destructor
};

}  // namespace native
