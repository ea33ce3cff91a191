#pragma once
#include "binding-support.h"
#include "frame-consumer.h"
#include "wake-poll.h"

namespace native {

// new FrameConsumer(regionFd, wakeFd): see FrameConsumer in native/frames.ts.
class FrameConsumerBinding final : public TaggedWrap<FrameConsumerBinding> {
 public:
  static constexpr napi_type_tag kTag = {0x1f7ac93b54de4082, 0xa36d0e918b2c75f4};

  static Napi::Function Define(Napi::Env env);
  explicit FrameConsumerBinding(const Napi::CallbackInfo& info);

 private:
  Napi::Value Width(const Napi::CallbackInfo& info);
  Napi::Value Height(const Napi::CallbackInfo& info);
  Napi::Value Closed(const Napi::CallbackInfo& info);
  Napi::Value WokenAtNs(const Napi::CallbackInfo& info);
  Napi::Value Take(const Napi::CallbackInfo& info);
  Napi::Value MeanLuma(const Napi::CallbackInfo& info);
  void Start(const Napi::CallbackInfo& info);
  void Beat(const Napi::CallbackInfo&);
  void Release(const Napi::CallbackInfo& info);
  void Close(const Napi::CallbackInfo& info);

  bool IsOpen();  // throws TypeError where it is not
  void OnReadable();

  // In the order in which they may go: the poll before the descriptor that it polls.
  FrameConsumer consumer_;
  UniqueFd wake_fd_;
  Napi::FunctionReference on_wake_;
  WakePoll poll_;
  uint64_t woken_at_ns_ = 0;
};

}  // namespace native
