#include "child-process_binding.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <utility>

namespace native {
namespace {

// Texts in the shape that execve(2) wants them in.
class TextList {
 public:
  // False where it is not an array of strings without a NUL.
  bool Read(const Napi::Value& value) {
    if (!value.IsArray()) return false;
    const auto array = value.As<Napi::Array>();
    for (uint32_t index = 0; index < array.Length(); index++) {
      const Napi::Value text = array.Get(index);
      if (!text.IsString()) return false;
      texts_.push_back(text.As<Napi::String>().Utf8Value());
      if (texts_.back().find('\0') != std::string::npos) return false;
    }
    for (std::string& text : texts_) pointers_.push_back(text.data());
    pointers_.push_back(nullptr);
    return true;
  }

  char* const* get() const { return pointers_.data(); }
  bool is_empty() const { return texts_.empty(); }

 private:
  std::vector<std::string> texts_;
  std::vector<char*> pointers_;
};

// What the child gets as 0, 1, 2…: descriptors of the caller's, null, or the end of a new stream.
class DescriptorList {
 public:
  // False with an exception.
  bool Read(const Napi::Value& value) {
    const Napi::Env env = value.Env();
    const auto array = value.As<Napi::Array>();
    for (uint32_t index = 0; index < array.Length(); index++) {
      const Napi::Value one = array.Get(index);
      int fd = -1;
      if (one.IsString()) {
        if (!Open(env, &fd)) return false;
      } else if (!one.IsNull() && !ReadFd(one, "descriptors", &fd)) {
        return false;
      }
      numbers_.push_back(fd);
    }
    return true;
  }

  const std::vector<int>& numbers() const { return numbers_; }

  // Our ends of the streams; they are the caller's from now on.
  Napi::Array Release(Napi::Env env) {
    auto streams = Napi::Array::New(env);
    for (UniqueFd& fd : ours_) streams.Set(streams.Length(), Napi::Number::New(env, fd.Release()));
    return streams;
  }

 private:
  bool Open(Napi::Env env, int* fd) {
    UniqueFd ours, theirs;
    const Result opened = OpenStream(&ours, &theirs);
    if (!opened.ok()) {
      ThrowResult(env, opened);
      return false;
    }
    *fd = theirs.get();
    ours_.push_back(std::move(ours));
    theirs_.push_back(std::move(theirs));
    return true;
  }

  std::vector<int> numbers_;
  std::vector<UniqueFd> ours_, theirs_;
};

// The death signal of a child comes at the end of the thread that started it.
bool IsMainThread() { return ::syscall(SYS_gettid) == ::getpid(); }

bool ReadSignal(const Napi::CallbackInfo& info, int* out) {
  uint64_t number;
  if (!ReadWhole(info[0], SIGRTMAX, &number)) {
    ThrowTypeError(info.Env(), "signal must be the number of one");
    return false;
  }
  *out = static_cast<int>(number);
  return true;
}

}  // namespace

Napi::Function ChildProcessBinding::Define(Napi::Env env) {
  using Self = ChildProcessBinding;
  return DefineClass(env, "ChildProcess",
                     {InstanceAccessor<&Self::Pid>("pid"), InstanceMethod<&Self::Signal>("signal"),
                      InstanceMethod<&Self::SignalGroup>("signalGroup")});
}

ChildProcessBinding::ChildProcessBinding(const Napi::CallbackInfo& info) : TaggedWrap(info) {
  Start(info);
}

void ChildProcessBinding::Start(const Napi::CallbackInfo& info) {
  const Napi::Env env = Env();
  if (!IsMainThread()) return ThrowTypeError(env, "only the main thread may start processes");
  if (!info[0].IsObject() || !info[1].IsFunction()) {
    return ThrowTypeError(env, "wants options and onExit");
  }
  const auto options = info[0].As<Napi::Object>();
  const Napi::Value file = options.Get("file"), wanted = options.Get("descriptors");
  TextList arguments, environment;
  DescriptorList descriptors;
  if (!file.IsString() || !wanted.IsArray() || !arguments.Read(options.Get("arguments")) ||
      !environment.Read(options.Get("environment")) || arguments.is_empty()) {
    return ThrowTypeError(env, "wants file, arguments, environment and descriptors");
  }
  if (!descriptors.Read(wanted)) return;
  const std::string path = file.As<Napi::String>();
  const Result started =
      Watch({path.c_str(), arguments.get(), environment.get(), descriptors.numbers()});
  if (!started.ok()) return ThrowResult(env, started);
  on_exit_ = Napi::Persistent(info[1].As<Napi::Function>());
  info.This().As<Napi::Object>().Set("streams", descriptors.Release(env));
  Ref();  // until its exit: the loop calls us back
}

Result ChildProcessBinding::Watch(const ChildOptions& options) {
  if (const Result started = ChildProcess::Start(options, &child_); !started.ok()) return started;
  const auto on_readable = [](void* self) {
    static_cast<ChildProcessBinding*>(self)->OnReadable();
  };
  const Result watched = poll_.Start(Env(), child_.exit_fd(), on_readable, this);
  if (!watched.ok()) child_.KillAndReap();
  return watched;
}

void ChildProcessBinding::OnReadable() {
  ChildExit exit;
  if (!child_.HasEnded(&exit)) return;
  poll_.Close();
  Napi::HandleScope scope(Env());
  const Napi::Value code =
      exit.code < 0 ? Env().Null() : Napi::Number::New(Env(), exit.code).As<Napi::Value>();
  // Not reaped before: its group can still be killed then, and cannot be another one.
  CallBack(Env(), on_exit_, {code, Napi::Number::New(Env(), exit.signal)});
  child_.Reap();
  on_exit_.Reset();
  Unref();
}

Napi::Value ChildProcessBinding::Pid(const Napi::CallbackInfo&) {
  return Napi::Number::New(Env(), child_.pid());
}

Napi::Value ChildProcessBinding::Signal(const Napi::CallbackInfo& info) {
  int number;
  return ReadSignal(info, &number) ? Napi::Boolean::New(Env(), child_.Signal(number))
                                   : Napi::Value();
}

Napi::Value ChildProcessBinding::SignalGroup(const Napi::CallbackInfo& info) {
  int number;
  return ReadSignal(info, &number) ? Napi::Boolean::New(Env(), child_.SignalGroup(number))
                                   : Napi::Value();
}

}  // namespace native
