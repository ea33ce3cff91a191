#include "nng-socket.h"

#include <fcntl.h>
#include <nng/protocol/pair1/pair.h>
#include <nng/protocol/pipeline0/pull.h>
#include <nng/protocol/pipeline0/push.h>
#include <nng/protocol/pubsub0/pub.h>
#include <nng/protocol/pubsub0/sub.h>
#include <nng/protocol/reqrep0/rep.h>
#include <nng/protocol/reqrep0/req.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <initializer_list>

#include "nng-close.h"

namespace native {
namespace {

// No pair0: that of nng 1.5 leaks its descriptors once they were polled. req and rep are the raw
// ones, for the cooked ones are made for callers that block: rep drops the second of two quick
// replies, req drops a reply when its connection ends before it was fetched, and asks again after a
// reconnect.
constexpr NngProtocol kProtocols[] = {
    {.name = "pair1", .open = nng_pair1_open, .sends = true, .receives = true},
    {.name = "pub", .open = nng_pub0_open, .sends = true},
    {.name = "sub", .open = nng_sub0_open, .receives = true},
    {.name = "req", .open = nng_req0_open_raw, .sends = true, .receives = true, .asks = true},
    {.name = "rep", .open = nng_rep0_open_raw, .sends = true, .receives = true, .answers = true},
    {.name = "push", .open = nng_push0_open, .sends = true},
    {.name = "pull", .open = nng_pull0_open, .receives = true},
};

constexpr size_t kReceiveBytesMax = 16 << 20;  // nng's own default is no limit
constexpr uint32_t kRequestMark = 0x80000000;  // ends the way back in the header of a request
constexpr nng_duration kReconnectMinMs = 50, kReconnectMaxMs = 1000;

int Optional(int error) { return error == NNG_ENOTSUP ? 0 : error; }

}  // namespace

const NngProtocol* FindNngProtocol(std::string_view name) {
  for (const NngProtocol& protocol : kProtocols) {
    if (protocol.name == name) return &protocol;
  }
  return nullptr;
}

std::string_view IpcPath(std::string_view url) {
  for (std::string_view scheme : {"ipc://", "unix://"}) {
    if (url.substr(0, scheme.size()) == scheme) return url.substr(scheme.size());
  }
  return {};
}

bool IsIpcPathBound(std::string_view path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) return false;
  path.copy(address.sun_path, path.size());
  // A stream socket refuses a datagram socket by type (EPROTOTYPE) when somebody holds it, and
  // there is nobody to refuse when its process is dead (ECONNREFUSED) or it was never made
  // (ENOENT).
  int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return true;  // not known: the caller's own deadline decides
  int result = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  int error = result == 0 ? 0 : errno;
  ::close(fd);
  return error != ECONNREFUSED && error != ENOENT && error != ENOTDIR;
}

int NngSocket::Open(const NngProtocol& protocol, const NngOptions& options) {
  int error = nng_aio_alloc(&aio_, nullptr, nullptr);
  if (error == 0) error = protocol.open(&socket_);
  if (error == 0) error = Configure(protocol, options);
  if (error != 0) Close();
  return error;
}

int NngSocket::Configure(const NngProtocol& protocol, const NngOptions& options) {
  nng_aio_set_timeout(aio_, NNG_DURATION_ZERO);
  queue_max_ = options.queue_max;
  asks_ = protocol.asks;
  int error = CountPeers();
  if (error == 0) error = nng_socket_set_size(socket_, NNG_OPT_RECVMAXSZ, kReceiveBytesMax);
  if (error == 0) error = nng_socket_set_ms(socket_, NNG_OPT_RECONNMINT, kReconnectMinMs);
  if (error == 0) error = nng_socket_set_ms(socket_, NNG_OPT_RECONNMAXT, kReconnectMaxMs);
  if (error == 0 && protocol.sends) {
    error = Optional(nng_socket_set_int(socket_, NNG_OPT_SENDBUF, options.send_buffer));
    if (error == 0) error = nng_socket_get_int(socket_, NNG_OPT_SENDFD, &send_fd_);
  }
  if (error == 0 && protocol.receives) {
    error = Optional(nng_socket_set_int(socket_, NNG_OPT_RECVBUF, options.receive_buffer));
    if (error == 0) error = nng_socket_get_int(socket_, NNG_OPT_RECVFD, &receive_fd_);
  }
  return error;
}

int NngSocket::CountPeers() {
  const auto count = [](nng_pipe, nng_pipe_ev event, void* peers) {
    const int change = event == NNG_PIPE_EV_ADD_POST ? 1 : -1;
    static_cast<std::atomic<int>*>(peers)->fetch_add(change, std::memory_order_relaxed);
  };
  const int error = nng_pipe_notify(socket_, NNG_PIPE_EV_ADD_POST, count, peers_.get());
  if (error != 0) return error;
  return nng_pipe_notify(socket_, NNG_PIPE_EV_REM_POST, count, peers_.get());
}

int NngSocket::Listen(const char* url) {
  nng_listener listener;
  const int error = nng_listen(socket_, url, &listener, 0);
  if (error == 0) listeners_.push_back(listener);
  return error;
}

int NngSocket::Dial(const char* url) { return nng_dial(socket_, url, nullptr, NNG_FLAG_NONBLOCK); }

int NngSocket::Subscribe(std::string_view topic) {
  return nng_socket_set(socket_, NNG_OPT_SUB_SUBSCRIBE, topic.data(), topic.size());
}

int NngSocket::Send(nng_msg* message) {
  if (asks_ && nng_msg_header_append_u32(message, ++request_ | kRequestMark) != 0) {
    return NNG_ENOMEM;
  }
  if (queue_.empty()) {
    int error = SendNow(message);
    if (error != NNG_EAGAIN) return error;
  }
  if (queue_.size() >= static_cast<size_t>(queue_max_)) return NNG_EAGAIN;
  queue_.push_back(message);
  return 0;
}

int NngSocket::Flush() {
  while (!queue_.empty()) {
    int error = SendNow(queue_.front());
    if (error == NNG_EAGAIN) return 0;
    if (error != 0)
      nng_msg_free(queue_.front());  // it would stand in the way of the others for ever
    queue_.pop_front();
    if (error != 0) return error;
  }
  return 0;
}

int NngSocket::Receive(nng_msg** message) {
  for (;;) {
    int error = ReceiveNow(message);
    if (error != 0 || !asks_) return error;
    uint32_t answered = 0;
    if (nng_msg_header_trim_u32(*message, &answered) == 0 &&
        answered == (request_ | kRequestMark)) {
      return 0;
    }
    nng_msg_free(*message);  // the answer to an earlier request
  }
}

// What nng_sendmsg and nng_recvmsg do without blocking, but with one aio for the life of the
// socket: they make one for every call, a fifth of the cost of a small message.

int NngSocket::SendNow(nng_msg* message) {
  nng_aio_set_msg(aio_, message);
  nng_send_aio(socket_, aio_);
  return Finished();
}

int NngSocket::ReceiveNow(nng_msg** message) {
  nng_recv_aio(socket_, aio_);
  int error = Finished();
  if (error == 0) *message = nng_aio_get_msg(aio_);
  return error;
}

int NngSocket::Finished() {
  nng_aio_wait(aio_);
  int error = nng_aio_result(aio_);
  return error == NNG_ETIMEDOUT ? NNG_EAGAIN : error;
}

bool NngSocket::Close() noexcept {
  for (nng_msg* message : queue_) nng_msg_free(message);
  queue_.clear();
  const bool is_closed = nng_socket_id(socket_) <= 0 || CloseNow();
  nng_aio_free(aio_);
  aio_ = nullptr;
  socket_ = NNG_SOCKET_INITIALIZER;
  receive_fd_ = send_fd_ = -1;
  return is_closed;
}

bool NngSocket::CloseNow() noexcept {
  // Against what nng-close.h tells of, nearly always enough: a header that announces too much ends
  // its connection, and no body is read.
  nng_socket_set_size(socket_, NNG_OPT_RECVMAXSZ, 1);
  for (nng_listener listener : listeners_) nng_listener_close(listener);  // frees the address
  listeners_.clear();
  return CloseSoon(socket_, peers_);
}

}  // namespace native
