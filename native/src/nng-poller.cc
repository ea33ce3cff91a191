#include "nng-poller.h"

namespace native {

bool NngPoller::Receive() {
  return Init(&receive_poll_, socket_.receive_fd()) &&
         uv_poll_start(&receive_poll_, UV_READABLE, OnReadable) == 0;
}

bool NngPoller::SendWhatWaits() {
  if (!socket_.waiting()) return true;
  return Init(&send_poll_, socket_.send_fd()) &&
         uv_poll_start(&send_poll_, UV_READABLE, OnWritable) == 0;  // nng makes it readable
}

void NngPoller::StopReceiving() { uv_poll_stop(&receive_poll_); }

bool NngPoller::Close() {
  if (listener_ == nullptr) return true;
  Listener* listener = listener_;
  listener_ = nullptr;
  CloseHandle(&receive_poll_);
  CloseHandle(&send_poll_);
  // libuv has let go of the descriptors, so they may go; the address is free when this returns.
  const bool is_closed = socket_.Close();
  listener->OnClosing();
  if (handles_open_ == 0) Finish();
  return is_closed;
}

bool NngPoller::Init(uv_poll_t* handle, int fd) {
  if (handle->data != nullptr) return true;
  if (uv_poll_init(loop_, handle, fd) != 0) return false;
  handle->data = this;
  handles_open_++;
  return true;
}

void NngPoller::CloseHandle(uv_poll_t* handle) {
  if (handle->data == nullptr) return;
  uv_close(reinterpret_cast<uv_handle_t*>(handle), [](uv_handle_t* closed) {
    auto* self = static_cast<NngPoller*>(closed->data);
    if (--self->handles_open_ == 0) self->Finish();
  });
}

void NngPoller::Finish() {
  if (closed_ != nullptr) closed_(argument_);
  delete this;
}

void NngPoller::OnReadable(uv_poll_t* handle, int status, int /*events*/) {
  auto* self = static_cast<NngPoller*>(handle->data);
  if (status == 0) return self->listener_->OnReadable();
  self->StopReceiving();
  self->listener_->OnError(NNG_ESYSERR + -status);
}

void NngPoller::OnWritable(uv_poll_t* handle, int status, int /*events*/) {
  auto* self = static_cast<NngPoller*>(handle->data);
  int error = status == 0 ? self->socket_.Flush() : NNG_ESYSERR + -status;
  if (status != 0 || !self->socket_.waiting()) uv_poll_stop(handle);
  if (error != 0) self->listener_->OnError(error);
}

}  // namespace native
