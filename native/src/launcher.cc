// launcher --parent PID [--death-signal TERM|KILL] [--oom N] [--nice N] [--slice-us N]
//          -- file args…
//
// Every child of the keeper starts through this: in its own group, dying with the keeper, named to
// the OOM killer before it. Execs, so the pid stays. Links nothing but libc, hence it is exposed to
// the death of the keeper for microseconds; and closes that gap by comparing the parent.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>

#include "time-slice.h"

namespace {

constexpr int kUsage = 64, kParentGone = 126, kExecFailed = 127;

struct Options {
  long parent = 0;
  int death_signal = SIGKILL;
  long oom = 0, nice = 0;
  long slice_us = 0;
  bool has_oom = false, has_nice = false;
  char** command = nullptr;
};

[[noreturn]] void FailUsage(const char* what, const char* value) {
  fprintf(stderr,
          "launcher: %s: %s\n"
          "usage: launcher --parent PID [--death-signal TERM|KILL] [--oom 0..1000] "
          "[--nice -20..19] [--slice-us 100..100000] -- file args...\n",
          what, value);
  exit(kUsage);
}

long ParseNumber(const char* option, const char* text, long min, long max) {
  char* end;
  errno = 0;
  const long value = strtol(text, &end, 10);
  if (end == text || *end != '\0' || errno != 0 || value < min || value > max) {
    FailUsage(option, text);
  }
  return value;
}

int ParseDeathSignal(const char* text) {
  if (strcmp(text, "TERM") == 0) return SIGTERM;
  if (strcmp(text, "KILL") == 0) return SIGKILL;
  FailUsage("--death-signal", text);
}

void ParseOption(const char* name, const char* value, Options* options) {
  if (strcmp(name, "--parent") == 0) {
    options->parent = ParseNumber(name, value, 1, 1L << 30);
  } else if (strcmp(name, "--death-signal") == 0) {
    options->death_signal = ParseDeathSignal(value);
  } else if (strcmp(name, "--oom") == 0) {
    options->oom = ParseNumber(name, value, 0, 1000);
    options->has_oom = true;
  } else if (strcmp(name, "--nice") == 0) {
    options->nice = ParseNumber(name, value, -20, 19);
    options->has_nice = true;
  } else if (strcmp(name, "--slice-us") == 0) {
    options->slice_us = ParseNumber(name, value, 100, 100000);
  } else {
    FailUsage("unknown option", name);
  }
}

Options Parse(char** arguments) {
  Options options;
  char** at = arguments + 1;
  for (; *at != nullptr && strcmp(*at, "--") != 0; at += 2) {
    if (at[1] == nullptr) FailUsage("value missing", *at);
    ParseOption(at[0], at[1], &options);
  }
  if (options.parent == 0) FailUsage("missing", "--parent");
  if (*at == nullptr || at[1] == nullptr) FailUsage("missing", "-- file");
  options.command = at + 1;
  return options;
}

// Not reason enough to run no camera: said, and carried on.
void Warn(const char* what) { fprintf(stderr, "launcher: %s: %s\n", what, strerror(errno)); }

void RaiseOomScore(long score) {
  char text[16];
  const int length = snprintf(text, sizeof text, "%ld", score);
  const int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (fd < 0 || write(fd, text, static_cast<size_t>(length)) != length) Warn("oom_score_adj");
  if (fd >= 0) close(fd);
}

}  // namespace

int main(int, char** arguments) {
  const Options options = Parse(arguments);
  if (getpgrp() != getpid() && setpgid(0, 0) != 0) Warn("setpgid");
  // First the signal, then the comparison: whenever the parent dies, one of the two notices.
  prctl(PR_SET_PDEATHSIG, options.death_signal);
  if (getppid() != options.parent) return kParentGone;
  if (options.has_oom) RaiseOomScore(options.oom);
  if (options.has_nice && setpriority(PRIO_PROCESS, 0, static_cast<int>(options.nice)) != 0) {
    Warn("nice");
  }
  if (options.slice_us > 0) native::SetTimeSlice(static_cast<uint64_t>(options.slice_us) * 1000);
  execvp(options.command[0], options.command);
  fprintf(stderr, "launcher: %s: %s\n", options.command[0], strerror(errno));
  return kExecFailed;
}
