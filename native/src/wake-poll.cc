#include "wake-poll.h"

#include <uv.h>

#include <utility>

namespace native {

struct WakePoll::Handle {
  uv_poll_t poll;
  napi_async_cleanup_hook_handle hook;
  WakePoll* owner;
  Callback on_readable;
  void* data;
};

Result WakePoll::Start(napi_env env, int fd, Callback on_readable, void* data) {
  uv_loop_t* loop;
  if (napi_get_uv_event_loop(env, &loop) != napi_ok) return Result::Invalid("no event loop");
  auto* handle = new Handle{{}, nullptr, this, on_readable, data};
  if (const int failed = uv_poll_init(loop, &handle->poll, fd); failed != 0) {
    delete handle;
    return {Status::kSystem, "uv_poll_init", -failed};
  }
  handle->poll.data = handle;
  handle_ = handle;
  napi_add_async_cleanup_hook(env, OnEnvironmentEnd, handle, &handle->hook);
  const int failed = uv_poll_start(&handle->poll, UV_READABLE, [](uv_poll_t* poll, int, int) {
    auto* polled = static_cast<Handle*>(poll->data);
    polled->on_readable(polled->data);
  });
  if (failed == 0) return {};
  Close();
  return {Status::kSystem, "uv_poll_start", -failed};
}

void WakePoll::OnEnvironmentEnd(napi_async_cleanup_hook_handle, void* data) {
  auto* handle = static_cast<Handle*>(data);
  if (handle->owner != nullptr) handle->owner->Close();
}

void WakePoll::Close() noexcept {
  Handle* handle = std::exchange(handle_, nullptr);
  if (handle == nullptr) return;
  handle->owner = nullptr;
  uv_close(reinterpret_cast<uv_handle_t*>(&handle->poll), [](uv_handle_t* closed) {
    auto* ended = static_cast<Handle*>(closed->data);
    // The environment waits for this, so that its loop is not freed under the handle.
    napi_remove_async_cleanup_hook(ended->hook);
    delete ended;
  });
}

}  // namespace native
