// Polls a descriptor on the event loop of an environment. Closed by its owner, or by the end of
// the environment (a worker that is terminated), whichever comes first.
#pragma once
#include <node_api.h>

#include "result.h"

namespace native {

class WakePoll {
 public:
  using Callback = void (*)(void* data);

  WakePoll() = default;
  WakePoll(const WakePoll&) = delete;  // the loop knows its address
  WakePoll& operator=(const WakePoll&) = delete;
  ~WakePoll() { Close(); }

  // The descriptor stays the caller's, and open until Close.
  Result Start(napi_env env, int fd, Callback on_readable, void* data);
  void Close() noexcept;  // idempotent, also inside of the callback; no callback after it

  bool is_started() const { return handle_ != nullptr; }

 private:
  struct Handle;  // outlives us by a turn of the loop

  static void OnEnvironmentEnd(napi_async_cleanup_hook_handle hook, void* data);

  Handle* handle_ = nullptr;
};

}  // namespace native
