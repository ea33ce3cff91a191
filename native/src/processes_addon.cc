// The addon `processes`: starts children of the keeper; native/index.ts gives it names and types.
#include "binding-support.h"
#include "child-process_binding.h"

namespace native {
namespace {

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  SetUpErrors(env, exports);
  exports.Set("ChildProcess", ChildProcessBinding::Define(env));
  return exports;
}

NODE_API_MODULE(processes, Init)

}  // namespace
}  // namespace native
