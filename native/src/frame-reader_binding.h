#pragma once
#include "binding-support.h"
#include "frame-reader.h"

namespace native {

// new FrameReader(path): see FrameReader in native/frames.ts.
class FrameReaderBinding final : public TaggedWrap<FrameReaderBinding> {
 public:
  static constexpr napi_type_tag kTag = {0x8e42d5b7013c4f6a, 0xc5f91a2e7b6d8034};

  static Napi::Function Define(Napi::Env env);
  explicit FrameReaderBinding(const Napi::CallbackInfo& info);

 private:
  Napi::Value Width(const Napi::CallbackInfo& info);
  Napi::Value Height(const Napi::CallbackInfo& info);
  Napi::Value Slots(const Napi::CallbackInfo& info);
  Napi::Value SlotBytes(const Napi::CallbackInfo& info);
  Napi::Value TornTotal(const Napi::CallbackInfo& info);
  Napi::Value Latest(const Napi::CallbackInfo& info);
  void Close(const Napi::CallbackInfo& info);

  FrameReader reader_;
};

}  // namespace native
