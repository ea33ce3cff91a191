// Preloaded into Node: a kernel that refuses pidfd_open with PIDFD_OPEN_FAILS, as soon as that is
// in the environment.
#include <dlfcn.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstdarg>
#include <cstdlib>

extern "C" long syscall(long number, ...) {
  const char* error = getenv("PIDFD_OPEN_FAILS");
  if (number == SYS_pidfd_open && error != nullptr) {
    errno = atoi(error);
    return -1;
  }
  va_list list;
  va_start(list, number);
  long given[6];
  for (long& one : given) one = va_arg(list, long);
  va_end(list);
  using Call = long (*)(long, long, long, long, long, long, long);
  static const auto call = reinterpret_cast<Call>(dlsym(RTLD_NEXT, "syscall"));
  return call(number, given[0], given[1], given[2], given[3], given[4], given[5]);
}
