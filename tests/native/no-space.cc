// Preloaded into Node: a machine whose memory is used up beyond the first NO_SPACE_AFTER bytes of
// a file.
#include <sys/types.h>

#include <cerrno>
#include <cstdlib>

extern "C" int fallocate64(int, int, off_t offset, off_t bytes) {
  if (offset + bytes <= atol(getenv("NO_SPACE_AFTER"))) return 0;
  errno = ENOSPC;
  return -1;
}

extern "C" int fallocate(int fd, int mode, off_t offset, off_t bytes) {
  return fallocate64(fd, mode, offset, bytes);
}
