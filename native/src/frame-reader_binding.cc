#include "frame-reader_binding.h"

#include <fcntl.h>

#include "unique-fd.h"

namespace native {

Napi::Function FrameReaderBinding::Define(Napi::Env env) {
  using Self = FrameReaderBinding;
  return DefineClass(
      env, "FrameReader",
      {InstanceAccessor<&Self::Width>("width"), InstanceAccessor<&Self::Height>("height"),
       InstanceAccessor<&Self::Slots>("slots"), InstanceAccessor<&Self::SlotBytes>("slotBytes"),
       InstanceAccessor<&Self::TornTotal>("tornTotal"), InstanceMethod<&Self::Latest>("latest"),
       InstanceMethod<&Self::Close>("close")});
}

FrameReaderBinding::FrameReaderBinding(const Napi::CallbackInfo& info) : TaggedWrap(info) {
  if (!info[0].IsString()) {
    ThrowTypeError(Env(), "path must be a string");
    return;
  }
  const std::string path = info[0].As<Napi::String>();
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  const Result opened =
      fd.is_open() ? FrameReader::Open(fd.get(), &reader_) : Result::System("open");
  if (!opened.ok()) ThrowResult(Env(), opened);
}

Napi::Value FrameReaderBinding::Width(const Napi::CallbackInfo&) {
  return Napi::Number::New(Env(), reader_.shape().width);
}

Napi::Value FrameReaderBinding::Height(const Napi::CallbackInfo&) {
  return Napi::Number::New(Env(), reader_.shape().height);
}

Napi::Value FrameReaderBinding::Slots(const Napi::CallbackInfo&) {
  return Napi::Number::New(Env(), reader_.shape().slots);
}

Napi::Value FrameReaderBinding::SlotBytes(const Napi::CallbackInfo&) {
  return Napi::Number::New(Env(), static_cast<double>(reader_.sizes().slot_bytes));
}

Napi::Value FrameReaderBinding::TornTotal(const Napi::CallbackInfo&) {
  return Napi::Number::New(Env(), static_cast<double>(reader_.torn_total()));
}

// Copies on purpose: a view on the mapping would dangle as soon as somebody calls close().
Napi::Value FrameReaderBinding::Latest(const Napi::CallbackInfo& info) {
  if (!reader_.is_open() || !info[0].IsBuffer() ||
      info[0].As<Napi::Buffer<uint8_t>>().Length() != reader_.sizes().slot_bytes) {
    ThrowTypeError(Env(), "wants an open reader and a Buffer of slotBytes");
    return {};
  }
  FrameReader::Frame frame;
  uint8_t* target = info[0].As<Napi::Buffer<uint8_t>>().Data();
  if (reader_.Latest(target, &frame) != FrameReader::Outcome::kOk) return Env().Null();
  auto object = Napi::Object::New(Env());
  object.Set("sequence", Napi::BigInt::New(Env(), frame.sequence));
  object.Set("capturedAtNs", Napi::BigInt::New(Env(), frame.captured_at_ns));
  return object;
}

void FrameReaderBinding::Close(const Napi::CallbackInfo&) { reader_.Close(); }

}  // namespace native
