// Polls one nng socket on a libuv loop: no thread of ours. Lives on the heap and deletes itself,
// for libuv needs its handles until their close callbacks, long after whoever opened it is gone.
#pragma once
#include <uv.h>

#include "nng-socket.h"

namespace native {

class NngPoller {
 public:
  class Listener {
   public:
    virtual void OnReadable() = 0;
    virtual void OnError(int nng_error) = 0;
    virtual void OnClosing() = 0;  // the last call: forget the poller

   protected:
    ~Listener() = default;
  };

  NngPoller(uv_loop_t* loop, Listener* listener) : loop_(loop), listener_(listener) {}
  NngPoller(const NngPoller&) = delete;
  NngPoller& operator=(const NngPoller&) = delete;

  NngSocket& socket() { return socket_; }
  bool Receive();        // polls for messages from now on; false: libuv refused
  bool SendWhatWaits();  // polls for room as long as something waits; false: libuv refused
  void StopReceiving();
  // Idempotent. The handles first, then the socket; in the close callbacks `closed`, then this
  // object.
  bool Close();  // as NngSocket::Close
  void set_closed(void (*closed)(void*), void* argument) { closed_ = closed, argument_ = argument; }

 private:
  ~NngPoller() = default;
  static void OnReadable(uv_poll_t* handle, int status, int events);
  static void OnWritable(uv_poll_t* handle, int status, int events);
  bool Init(uv_poll_t* handle, int fd);
  void CloseHandle(uv_poll_t* handle);
  void Finish();

  uv_loop_t* loop_;
  Listener* listener_;  // nullptr once closing
  void (*closed_)(void*) = nullptr;
  void* argument_ = nullptr;
  int handles_open_ = 0;
  uv_poll_t receive_poll_{}, send_poll_{};  // `data` is set while the handle is initialised
  NngSocket socket_;
};

}  // namespace native
