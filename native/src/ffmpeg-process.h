// ffmpeg as a child whose standard output is a pipe of ours.
#pragma once
#include <sys/types.h>

#include "result.h"
#include "unique-fd.h"

namespace native {

class FfmpegProcess {
 public:
  // Returns when it runs, or was refused by exec (kSystem, with its errno). It dies with us, has
  // default signals, and of our descriptors only /dev/null, the pipe and stderr.
  static Result Start(char** command, int pipe_bytes, FfmpegProcess* out);

  pid_t pid() const { return pid_; }
  int output() const { return output_.get(); }    // non-blocking
  int pipe_bytes() const { return pipe_bytes_; }  // what the kernel granted

 private:
  UniqueFd output_;
  pid_t pid_ = -1;
  int pipe_bytes_ = 0;
};

}  // namespace native
