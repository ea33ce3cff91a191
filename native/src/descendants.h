// All processes below this one. With the subreaper flag set, whoever loses his parent becomes our
// child, also one that changed its session or group: nobody gets away.
#pragma once
#include <signal.h>
#include <sys/types.h>

namespace native {

class Descendants {
 public:
  // Reaps what is dead. True while a child is left. `*watched_status` is set, as by waitpid, when
  // `watched` is among the dead.
  static bool Reap(pid_t watched, int* watched_status, bool* watched_ended);

  static void Terminate();       // SIGTERM and SIGCONT to all of them, however deep
  static void Kill();            // SIGKILL to our children; call again until Reap says false
  static void KillAndReapAll();  // returns when none is left
};

}  // namespace native
