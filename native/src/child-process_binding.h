#pragma once
#include <vector>

#include "binding-support.h"
#include "child-process.h"
#include "wake-poll.h"

namespace native {

// new ChildProcess(options, onExit): see ChildProcess in native/processes.ts.
class ChildProcessBinding final : public TaggedWrap<ChildProcessBinding> {
 public:
  static constexpr napi_type_tag kTag = {0x6d0f3be1a2c94f57, 0x92e84c1b7d35a06e};

  static Napi::Function Define(Napi::Env env);
  explicit ChildProcessBinding(const Napi::CallbackInfo& info);

 private:
  Napi::Value Pid(const Napi::CallbackInfo& info);
  Napi::Value Signal(const Napi::CallbackInfo& info);
  Napi::Value SignalGroup(const Napi::CallbackInfo& info);

  void Start(const Napi::CallbackInfo& info);
  Result Watch(const ChildOptions& options);
  void OnReadable();

  // In the order in which they may go: the poll before the descriptor that it polls.
  ChildProcess child_;
  Napi::FunctionReference on_exit_;
  WakePoll poll_;
};

}  // namespace native
