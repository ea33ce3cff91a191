// One nng socket with a bounded queue for what nng refuses. Never blocks, knows neither Node nor an
// event loop: whoever owns it polls receive_fd() and, while waiting(), send_fd().
#pragma once
#include <nng/nng.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

namespace native {

struct NngProtocol {
  std::string_view name;
  int (*open)(nng_socket*);
  bool sends = false, receives = false;
  bool asks = false;     // only the answer to the newest message is received
  bool answers = false;  // every message carries the way back to its sender, and an answer needs it
};

const NngProtocol* FindNngProtocol(std::string_view name);  // nullptr: no such protocol

// An ipc path has to fit into sockaddr_un with its final zero.
constexpr size_t kIpcPathBytesMax = 107;
std::string_view IpcPath(std::string_view url);  // empty: not an ipc url
// Whether a process has that path bound. Makes no connection: nng would pause its listener for 100
// ms after one that says nothing.
bool IsIpcPathBound(std::string_view path);

struct NngOptions {
  int send_buffer = 64;  // messages that nng itself holds for each peer
  int receive_buffer = 64;
  int queue_max = 1024;  // messages of ours that wait when nng's buffer is full
};

// Every function that returns int returns 0 or an error number of nng.
class NngSocket {
 public:
  NngSocket() = default;
  NngSocket(const NngSocket&) = delete;
  NngSocket& operator=(const NngSocket&) = delete;
  ~NngSocket() { Close(); }

  int Open(const NngProtocol& protocol, const NngOptions& options);
  int Listen(const char* url);  // replaces the socket file of a dead process (nng does)
  int Dial(const char* url);    // connects in the background, and again after every loss
  int Subscribe(std::string_view topic);
  // Takes the message over unless it returns an error. NNG_EAGAIN: our queue is full as well.
  int Send(nng_msg* message);
  int Flush();  // hands what waits to nng as far as it takes it; 0 or a real error
  int Receive(nng_msg** message);  // NNG_EAGAIN: nothing there
  // Idempotent. What nng has not written yet is lost. False: nng could not let go of it yet.
  bool Close() noexcept;

  bool waiting() const { return !queue_.empty(); }
  int peers() const { return peers_->load(std::memory_order_relaxed); }  // connected now
  int receive_fd() const { return receive_fd_; }                         // -1: does not receive
  int send_fd() const { return send_fd_; }                               // -1: does not send

 private:
  int Configure(const NngProtocol& protocol, const NngOptions& options);
  int SendNow(nng_msg* message);
  int ReceiveNow(nng_msg** message);
  int Finished();
  int CountPeers();
  bool CloseNow() noexcept;

  nng_aio* aio_ = nullptr;  // for one operation at a time, which never waits
  nng_socket socket_ = NNG_SOCKET_INITIALIZER;
  // Counted on nng's threads, until nng_close has returned: that may be after us.
  std::shared_ptr<std::atomic<int>> peers_ = std::make_shared<std::atomic<int>>(0);
  std::vector<nng_listener> listeners_;
  int receive_fd_ = -1, send_fd_ = -1;  // owned by nng, closed with the socket
  int queue_max_ = 0;
  bool asks_ = false;
  uint32_t request_ = 0;  // number of the newest
  std::deque<nng_msg*> queue_;
};

}  // namespace native
