#include "lock-file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <utility>

namespace native {
namespace {

// False where a holder that closed in order removed the file between our open and our lock: then
// the lock is on a file that nobody else will find.
bool IsAt(const char* path, int fd) {
  struct stat ours, there;
  return ::fstat(fd, &ours) == 0 && ::lstat(path, &there) == 0 && ours.st_dev == there.st_dev &&
         ours.st_ino == there.st_ino;
}

}  // namespace

Result LockFile(const char* path, UniqueFd* out) {
  while (true) {
    UniqueFd fd(::open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd.is_open()) return Result::System("open");
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
      return errno == EWOULDBLOCK ? Result{} : Result::System("flock");
    }
    if (!IsAt(path, fd.get())) continue;
    *out = std::move(fd);
    return {};
  }
}

}  // namespace native
