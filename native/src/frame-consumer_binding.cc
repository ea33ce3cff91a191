#include "frame-consumer_binding.h"

#include <fcntl.h>

#include "mean-luma.h"
#include "monotonic-clock.h"
#include "wake.h"

namespace native {
namespace {

Napi::Object TicketObject(Napi::Env env, const FrameTicket& ticket, double waited_us) {
  auto object = Napi::Object::New(env);
  object.Set("slot", Napi::Number::New(env, static_cast<double>(ticket.slot)));
  object.Set("sequence", Napi::BigInt::New(env, ticket.sequence));
  object.Set("capturedAtNs", Napi::BigInt::New(env, ticket.captured_at_ns));
  object.Set("pushedAtNs", Napi::BigInt::New(env, ticket.pushed_at_ns));
  object.Set("waitedUs", Napi::Number::New(env, waited_us));
  return object;
}

}  // namespace

Napi::Function FrameConsumerBinding::Define(Napi::Env env) {
  using Self = FrameConsumerBinding;
  return DefineClass(
      env, "FrameConsumer",
      {InstanceAccessor<&Self::Width>("width"), InstanceAccessor<&Self::Height>("height"),
       InstanceAccessor<&Self::Closed>("closed"), InstanceAccessor<&Self::WokenAtNs>("wokenAtNs"),
       InstanceMethod<&Self::Start>("start"), InstanceMethod<&Self::Beat>("beat"),
       InstanceMethod<&Self::Take>("take"), InstanceMethod<&Self::MeanLuma>("meanLuma"),
       InstanceMethod<&Self::Release>("release"), InstanceMethod<&Self::Close>("close")});
}

FrameConsumerBinding::FrameConsumerBinding(const Napi::CallbackInfo& info) : TaggedWrap(info) {
  int region_fd, wake_fd;
  if (!ReadFd(info[0], "regionFd", &region_fd) || !ReadFd(info[1], "wakeFd", &wake_fd)) return;
  // Our own number for it: the caller may close his.
  wake_fd_ = UniqueFd(::fcntl(wake_fd, F_DUPFD_CLOEXEC, 0));
  const Result attached =
      wake_fd_.is_open() ? FrameConsumer::Attach(region_fd, &consumer_) : Result::System("wakeFd");
  if (!attached.ok()) ThrowResult(Env(), attached);
}

bool FrameConsumerBinding::IsOpen() {
  if (!consumer_.is_open()) ThrowTypeError(Env(), "consumer is closed");
  return consumer_.is_open();
}

Napi::Value FrameConsumerBinding::Width(const Napi::CallbackInfo&) {
  return Napi::Number::New(Env(), consumer_.shape().width);
}

Napi::Value FrameConsumerBinding::Height(const Napi::CallbackInfo&) {
  return Napi::Number::New(Env(), consumer_.shape().height);
}

Napi::Value FrameConsumerBinding::Closed(const Napi::CallbackInfo&) {
  return Napi::Boolean::New(Env(), !consumer_.is_open() || consumer_.closed());
}

void FrameConsumerBinding::Start(const Napi::CallbackInfo& info) {
  if (!IsOpen()) return;
  if (poll_.is_started()) return ThrowTypeError(Env(), "consumer is started already");
  if (!info[0].IsFunction()) return ThrowTypeError(Env(), "onWake must be a function");
  const auto on_readable = [](void* self) {
    static_cast<FrameConsumerBinding*>(self)->OnReadable();
  };
  const Result started = poll_.Start(Env(), wake_fd_.get(), on_readable, this);
  if (!started.ok()) return ThrowResult(Env(), started);
  on_wake_ = Napi::Persistent(info[0].As<Napi::Function>());
  Ref();  // until Close: the loop calls us back
  // The first look without waiting is a wake-up like any other: never inside of start().
  Wake(wake_fd_.get());
}

void FrameConsumerBinding::OnReadable() {
  woken_at_ns_ = MonotonicNs();
  Napi::HandleScope scope(Env());
  ClearWake(wake_fd_.get());  // before the look at head: a push in between wakes again
  CallBack(Env(), on_wake_);
}

Napi::Value FrameConsumerBinding::WokenAtNs(const Napi::CallbackInfo&) {
  return Napi::BigInt::New(Env(), woken_at_ns_);
}

Napi::Value FrameConsumerBinding::Take(const Napi::CallbackInfo&) {
  if (!IsOpen()) return {};
  FrameTicket ticket;
  bool has_frame;
  const Result taken = consumer_.Take(&ticket, &has_frame);
  if (!taken.ok()) {
    ThrowResult(Env(), taken);
    return {};
  }
  if (!has_frame) return Env().Null();
  // Taken here and not by the caller's clock, which would add the making of the ticket.
  const double waited_us = static_cast<double>(MonotonicNs() - ticket.pushed_at_ns) / 1e3;
  return TicketObject(Env(), ticket, waited_us);
}

Napi::Value FrameConsumerBinding::MeanLuma(const Napi::CallbackInfo& info) {
  if (!IsOpen()) return {};
  uint64_t slot;
  // Only the frame in use is safe from capture.
  if (!consumer_.holds() || !ReadWhole(info[0], UINT64_MAX, &slot) ||
      slot != consumer_.held_slot()) {
    ThrowTypeError(Env(), "slot must be that of the frame taken last and not yet released");
    return {};
  }
  const RegionShape& shape = consumer_.shape();
  const size_t luma_bytes = size_t{shape.width} * shape.height;
  return Napi::Number::New(Env(), native::MeanLuma(consumer_.pixels(), luma_bytes));
}

void FrameConsumerBinding::Beat(const Napi::CallbackInfo&) {
  if (IsOpen()) consumer_.Beat(MonotonicNs());
}

void FrameConsumerBinding::Release(const Napi::CallbackInfo&) {
  if (IsOpen()) consumer_.Release(MonotonicNs());
}

void FrameConsumerBinding::Close(const Napi::CallbackInfo&) {
  const bool was_started = poll_.is_started();
  poll_.Close();
  on_wake_.Reset();
  wake_fd_.Close();
  consumer_.Close();
  if (was_started) Unref();
}

}  // namespace native
