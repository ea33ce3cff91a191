#include "nng-close.h"

#include <pthread.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

namespace native {
namespace {

constexpr size_t kStackBytes = 256 << 10;
constexpr std::chrono::milliseconds kPatience{250};

// Of the process, as nng's threads are: while a close is late, no other is waited for.
std::atomic<int> closes_late{0};

struct Close {
  nng_socket socket;
  std::shared_ptr<void> used;
  std::mutex mutex;
  std::condition_variable changed;
  bool is_done = false, is_late = false;
};

void* Run(void* argument) {
  std::unique_ptr<std::shared_ptr<Close>> close(static_cast<std::shared_ptr<Close>*>(argument));
  nng_close((*close)->socket);
  std::lock_guard lock((*close)->mutex);
  (*close)->is_done = true;
  if ((*close)->is_late) closes_late--;
  (*close)->changed.notify_one();
  return nullptr;
}

bool StartThread(void* argument) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  const int error = pthread_create(&thread, &attributes, Run, argument);
  pthread_attr_destroy(&attributes);
  return error == 0;
}

}  // namespace

bool CloseSoon(nng_socket socket, std::shared_ptr<void> used_until_closed) noexcept {
  auto close = std::make_shared<Close>();
  close->socket = socket;
  close->used = std::move(used_until_closed);
  auto argument = std::make_unique<std::shared_ptr<Close>>(close);
  if (!StartThread(argument.get())) return nng_close(socket) == 0;
  argument.release();  // Run has it now
  std::unique_lock lock(close->mutex);
  const auto patience = closes_late > 0 ? std::chrono::milliseconds{0} : kPatience;
  if (close->changed.wait_for(lock, patience, [&] { return close->is_done; })) return true;
  close->is_late = true;
  closes_late++;
  return false;
}

}  // namespace native
