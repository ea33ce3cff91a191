#include "descendants.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace native {
namespace {

constexpr int kDepthMax = 32;  // a chain deeper than that is signalled from its top anyway

template <typename Visit>
void ForEachChildOfThread(const char* path, Visit visit) {
  FILE* file = fopen(path, "re");
  if (file == nullptr) return;  // gone meanwhile
  int pid;
  while (fscanf(file, "%d", &pid) == 1) visit(static_cast<pid_t>(pid));
  fclose(file);
}

// A child belongs to the thread that forked it.
template <typename Visit>
void ForEachChild(pid_t parent, Visit visit) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/task", parent);
  DIR* tasks = opendir(path);
  if (tasks == nullptr) return;
  while (const dirent* task = readdir(tasks)) {
    if (task->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", parent, atoi(task->d_name));
    ForEachChildOfThread(path, visit);
  }
  closedir(tasks);
}

void TerminateBelow(pid_t parent, int depth) {
  if (depth == kDepthMax) return;
  ForEachChild(parent, [depth](pid_t child) {
    // Downwards first: once its parent is gone the child is found elsewhere.
    TerminateBelow(child, depth + 1);
    kill(child, SIGTERM);
    kill(child, SIGCONT);
  });
}

}  // namespace

bool Descendants::Reap(pid_t watched, int* watched_status, bool* watched_ended) {
  int status;
  pid_t pid;
  while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
    if (pid != watched) continue;
    *watched_status = status;
    *watched_ended = true;
  }
  return pid == 0;  // otherwise ECHILD
}

void Descendants::Terminate() { TerminateBelow(getpid(), 0); }

// Only our own children: their pids cannot be used again before we reap them. Theirs become ours.
void Descendants::Kill() {
  ForEachChild(getpid(), [](pid_t child) { kill(child, SIGKILL); });
}

void Descendants::KillAndReapAll() {
  int status;
  bool ended;
  while (true) {
    Kill();
    if (!Reap(0, &status, &ended)) return;
    // Woken by SIGCHLD, which is blocked here; the limit is for a list read while it changed.
    sigset_t child_signal;
    sigemptyset(&child_signal);
    sigaddset(&child_signal, SIGCHLD);
    const timespec limit = {0, 20'000'000};
    sigtimedwait(&child_signal, nullptr, &limit);
  }
}

}  // namespace native
