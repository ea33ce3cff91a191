#include "frame-region_binding.h"

#include "monotonic-clock.h"

namespace native {
namespace {

bool ReadShape(const Napi::Value& value, RegionShape* out) {
  if (!value.IsObject()) return false;
  const auto shape = value.As<Napi::Object>();
  uint64_t width, height, slots, queue_capacity;
  if (!ReadWhole(shape.Get("id"), UINT64_MAX, &out->id) ||
      !ReadWhole(shape.Get("width"), UINT32_MAX, &width) ||
      !ReadWhole(shape.Get("height"), UINT32_MAX, &height) ||
      !ReadWhole(shape.Get("slots"), UINT32_MAX, &slots) ||
      !ReadWhole(shape.Get("queueCapacity"), UINT32_MAX, &queue_capacity)) {
    return false;
  }
  out->width = static_cast<uint32_t>(width);
  out->height = static_cast<uint32_t>(height);
  out->slots = static_cast<uint32_t>(slots);
  out->queue_capacity = static_cast<uint32_t>(queue_capacity);
  return true;
}

Napi::Number NumberOf(Napi::Env env, uint64_t value) {
  return Napi::Number::New(env, static_cast<double>(value));
}

Napi::Value AgeMs(Napi::Env env, uint64_t at_ns, uint64_t now_ns) {
  if (at_ns == 0) return env.Null();
  const uint64_t age_ns = now_ns > at_ns ? now_ns - at_ns : 0;
  return Napi::Number::New(env, static_cast<double>(age_ns) / kNsPerMs);
}

Napi::Object FlowOf(Napi::Env env, const RegionMetrics::Flow& flow, uint64_t now_ns) {
  auto object = Napi::Object::New(env);
  object.Set("framesTotal", NumberOf(env, flow.frames_total));
  object.Set("fps", Napi::Number::New(env, flow.fps));
  object.Set("lastFrameAgeMs", AgeMs(env, flow.last_frame_at_ns, now_ns));
  return object;
}

Napi::Object QueueOf(Napi::Env env, const RegionMetrics& metrics, uint32_t capacity) {
  auto object = Napi::Object::New(env);
  object.Set("capacity", NumberOf(env, capacity));
  object.Set("length", NumberOf(env, metrics.queue_length));
  object.Set("droppedTotal", NumberOf(env, metrics.dropped_total));
  object.Set("closed", Napi::Boolean::New(env, metrics.queue_closed));
  return object;
}

Napi::Object LossesOf(Napi::Env env, const RegionMetrics& metrics) {
  auto object = Napi::Object::New(env);
  object.Set("trackerStarting", NumberOf(env, metrics.tracker_starting));
  object.Set("trackerDied", NumberOf(env, metrics.tracker_died));
  object.Set("tornReads", NumberOf(env, metrics.torn_reads));
  object.Set("captureDied", NumberOf(env, metrics.capture_died));
  object.Set("incomplete", NumberOf(env, metrics.incomplete));
  return object;
}

}  // namespace

Napi::Function FrameRegionBinding::Define(Napi::Env env) {
  using Self = FrameRegionBinding;
  return DefineClass(
      env, "FrameRegion",
      {InstanceAccessor<&Self::Fd>("fd"), InstanceAccessor<&Self::WakeFd>("wakeFd"),
       InstanceAccessor<&Self::SlotBytes>("slotBytes"),
       InstanceAccessor<&Self::SizeBytes>("sizeBytes"), InstanceMethod<&Self::Reserve>("reserve"),
       InstanceMethod<&Self::CloseQueue>("closeQueue"), InstanceMethod<&Self::Reclaim>("reclaim"),
       InstanceMethod<&Self::Drain>("drain"), InstanceMethod<&Self::Metrics>("metrics"),
       InstanceMethod<&Self::Close>("close")});
}

FrameRegionBinding::FrameRegionBinding(const Napi::CallbackInfo& info) : TaggedWrap(info) {
  RegionShape shape;
  if (!ReadShape(info[0], &shape)) {
    ThrowTypeError(Env(), "shape wants whole numbers: id, width, height, slots, queueCapacity");
    return;
  }
  const Result created = FrameRegion::Create(shape, &region_);
  if (!created.ok()) ThrowResult(Env(), created);
}

bool FrameRegionBinding::IsOpen() {
  if (!region_.is_open()) ThrowTypeError(Env(), "region is closed");
  return region_.is_open();
}

Napi::Value FrameRegionBinding::Fd(const Napi::CallbackInfo&) {
  return Napi::Number::New(Env(), region_.fd());
}

Napi::Value FrameRegionBinding::WakeFd(const Napi::CallbackInfo&) {
  return Napi::Number::New(Env(), region_.wake_fd());
}

Napi::Value FrameRegionBinding::SlotBytes(const Napi::CallbackInfo&) {
  return NumberOf(Env(), region_.sizes().slot_bytes);
}

Napi::Value FrameRegionBinding::SizeBytes(const Napi::CallbackInfo&) {
  return NumberOf(Env(), region_.sizes().size_bytes);
}

Napi::Value FrameRegionBinding::Reserve(const Napi::CallbackInfo& info) {
  if (!IsOpen()) return {};
  uint64_t step_bytes;
  if (!ReadWhole(info[0], UINT64_MAX, &step_bytes) || step_bytes == 0) {
    ThrowTypeError(Env(), "stepBytes must be a whole number above 0");
    return {};
  }
  bool complete = false;
  const Result reserved = region_.Reserve(step_bytes, &complete);
  if (!reserved.ok()) ThrowResult(Env(), reserved);
  return Napi::Boolean::New(Env(), complete);
}

Napi::Value FrameRegionBinding::Reclaim(const Napi::CallbackInfo& info) {
  if (!IsOpen()) return {};
  const std::string role = info[0].IsString() ? info[0].As<Napi::String>().Utf8Value() : "";
  if (role == "capture") return NumberOf(Env(), region_.ReclaimCapture());
  if (role == "tracker") return NumberOf(Env(), region_.ReclaimTracker());
  ThrowTypeError(Env(), "role must be 'capture' or 'tracker'");
  return {};
}

Napi::Value FrameRegionBinding::Drain(const Napi::CallbackInfo&) {
  if (!IsOpen()) return {};
  return NumberOf(Env(), region_.Drain());
}

Napi::Value FrameRegionBinding::Metrics(const Napi::CallbackInfo&) {
  if (!IsOpen()) return {};
  const uint64_t now_ns = MonotonicNs();
  const RegionMetrics metrics = region_.Metrics(now_ns);
  auto object = Napi::Object::New(Env());
  auto capture = FlowOf(Env(), metrics.capture, now_ns);
  capture.Set("ffmpegPid", NumberOf(Env(), metrics.ffmpeg_pid));
  capture.Set("pipeBytes", NumberOf(Env(), metrics.pipe_bytes));
  capture.Set("gapsLastHour", NumberOf(Env(), metrics.gaps_last_hour));
  object.Set("capture", capture);
  auto tracker = FlowOf(Env(), metrics.tracker, now_ns);
  tracker.Set("lastBeatAgeMs", AgeMs(Env(), metrics.tracker_beat_at_ns, now_ns));
  object.Set("tracker", tracker);
  object.Set("queue", QueueOf(Env(), metrics, region_.shape().queue_capacity));
  object.Set("losses", LossesOf(Env(), metrics));
  return object;
}

void FrameRegionBinding::CloseQueue(const Napi::CallbackInfo&) {
  if (IsOpen()) region_.CloseQueue();
}

void FrameRegionBinding::Close(const Napi::CallbackInfo&) { region_.Close(); }

}  // namespace native
