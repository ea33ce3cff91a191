// One file descriptor, one owner.
#pragma once
#include <unistd.h>

#include <utility>

namespace native {

class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(other.Release()) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    if (this != &other) {
      Close();
      fd_ = other.Release();
    }
    return *this;
  }
  ~UniqueFd() { Close(); }

  void Close() noexcept {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }
  int Release() noexcept { return std::exchange(fd_, -1); }

  int get() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

}  // namespace native
