// The JavaScript surface of NngSocket: check the arguments, call, map nng's errors. All state is in
// the objects themselves, so a worker can load it once more.
#include "binding-support.h"
#include "nng-arguments.h"
#include "nng-poller.h"

namespace native {

constexpr int kMessagesPerTurn = 64;  // then the other handles of the loop have their turn

class NngSocketBinding final : public TaggedWrap<NngSocketBinding>, NngPoller::Listener {
 public:
  static constexpr napi_type_tag kTag = {0x6d1f3c5a9e084b72, 0x8c27e5d40b9a1f36};

  static Napi::Function Define(Napi::Env env) {
    return DefineClass(env, "NngSocket",
                       {InstanceAccessor<&NngSocketBinding::Peers>("peers"),
                        InstanceMethod<&NngSocketBinding::Listen>("listen"),
                        InstanceMethod<&NngSocketBinding::Dial>("dial"),
                        InstanceMethod<&NngSocketBinding::Subscribe>("subscribe"),
                        InstanceMethod<&NngSocketBinding::Send>("send"),
                        InstanceMethod<&NngSocketBinding::Close>("close")});
  }

  explicit NngSocketBinding(const Napi::CallbackInfo& info) : TaggedWrap(info) {
    NngOptions options;
    const NngProtocol* protocol = ToProtocol(info[0]);
    if (protocol != nullptr && ToCallbacks(info[1], *protocol, &options)) Open(*protocol, options);
  }

 private:
  bool ToCallbacks(Napi::Value value, const NngProtocol& protocol, NngOptions* options) {
    if (!value.IsObject()) {
      ThrowTypeError(Env(), "options must be an object");
      return false;
    }
    auto object = value.As<Napi::Object>();
    if (!ToOptions(object, options) || !ToCallback(object, "onError", &on_error_)) return false;
    if (!ToCallback(object, "onMessage", &on_message_)) return false;
    if (on_message_.IsEmpty() || protocol.receives) return true;
    ThrowTypeError(Env(), std::string(protocol.name) + " receives nothing: onMessage has no use");
    return false;
  }

  // An open socket holds itself, so it is never collected before it is closed.
  void Open(const NngProtocol& protocol, const NngOptions& options) {
    answers_ = protocol.answers;
    uv_loop_t* loop = nullptr;
    napi_get_uv_event_loop(Env(), &loop);
    poller_ = new NngPoller(loop, this);
    // libuv must have closed the handles before the environment ends, in a worker too.
    napi_async_cleanup_hook_handle hook = nullptr;
    napi_add_async_cleanup_hook(
        Env(), [](auto, void* poller) { static_cast<NngPoller*>(poller)->Close(); }, poller_,
        &hook);
    poller_->set_closed(
        [](void* hook) {
          napi_remove_async_cleanup_hook(static_cast<napi_async_cleanup_hook_handle>(hook));
        },
        hook);
    Ref();
    int error = poller_->socket().Open(protocol, options);
    if (error == 0 && !on_message_.IsEmpty() && !poller_->Receive()) error = NNG_EINTERNAL;
    if (error == 0) return;
    poller_->Close();
    NngError(Env(), "open", error).ThrowAsJavaScriptException();
  }

  Napi::Value Peers(const Napi::CallbackInfo&) {
    return Napi::Number::New(Env(), poller_ == nullptr ? 0 : poller_->socket().peers());
  }

  void Listen(const Napi::CallbackInfo& info) { Connect(info, "listen on ", &NngSocket::Listen); }

  void Dial(const Napi::CallbackInfo& info) { Connect(info, "dial ", &NngSocket::Dial); }

  void Connect(const Napi::CallbackInfo& info, const char* doing,
               int (NngSocket::*call)(const char*)) {
    std::string url;
    if (!IsOpen(doing) || !ToUrl(info[0], &url)) return;
    Check(doing + url, (poller_->socket().*call)(url.c_str()));
  }

  void Subscribe(const Napi::CallbackInfo& info) {
    if (!IsOpen("subscribe")) return;
    if (!info[0].IsString()) return ThrowTypeError(Env(), "topic must be a string");
    Check("subscribe", poller_->socket().Subscribe(info[0].As<Napi::String>().Utf8Value()));
  }

  // send(data, request?): boolean, false when neither nng nor our queue has room.
  Napi::Value Send(const Napi::CallbackInfo& info) {
    nng_msg* message = IsOpen("send") ? ToMessage(info[0]) : nullptr;
    if (message == nullptr) return Env().Undefined();
    if (answers_ && !AddressTo(info[1], message)) {
      nng_msg_free(message);
      return Env().Undefined();
    }
    int error = poller_->socket().Send(message);
    if (error != 0) nng_msg_free(message);
    if (error == NNG_EAGAIN) return Napi::Boolean::New(Env(), false);
    if (error == 0 && !poller_->SendWhatWaits()) error = NNG_EINTERNAL;
    Check("send", error);
    return Napi::Boolean::New(Env(), true);
  }

  Napi::Value Close(const Napi::CallbackInfo&) {
    return Napi::Boolean::New(Env(), poller_ == nullptr || poller_->Close());
  }

  void OnReadable() override {
    Napi::HandleScope scope(Env());
    [[maybe_unused]] Napi::Value self = Value();  // held while a callback may close us
    for (int count = 0; count < kMessagesPerTurn && poller_ != nullptr; count++) {
      nng_msg* message = nullptr;
      int error = poller_->socket().Receive(&message);
      if (error == NNG_EAGAIN) return;
      if (error != 0) {
        poller_->StopReceiving();  // it would say so for ever
        return OnError(error);
      }
      Deliver(message);
    }
  }

  void Deliver(nng_msg* message) {
    Napi::HandleScope scope(Env());
    napi_value arguments[2] = {nullptr, nullptr};
    napi_status status = napi_create_buffer_copy(Env(), nng_msg_len(message), nng_msg_body(message),
                                                 nullptr, &arguments[0]);
    if (status == napi_ok && answers_) {
      status = napi_create_buffer_copy(Env(), nng_msg_header_len(message), nng_msg_header(message),
                                       nullptr, &arguments[1]);
    }
    nng_msg_free(message);
    if (status == napi_ok) Call(on_message_, answers_ ? 2 : 1, arguments);
  }

  void OnError(int nng_error) override {
    Napi::HandleScope scope(Env());
    napi_value error = NngError(Env(), "socket", nng_error).Value();
    if (on_error_.IsEmpty()) {
      napi_fatal_exception(Env(), error);
    } else {
      Call(on_error_, 1, &error);
    }
  }

  void OnClosing() override {
    poller_ = nullptr;
    on_message_.Reset();
    on_error_.Reset();
    Unref();
  }

  // What a callback throws is nobody's here: it becomes an uncaughtException, as from any timer.
  void Call(const Napi::FunctionReference& callback, size_t count, const napi_value* arguments) {
    napi_value function = callback.Value();
    napi_value self = Value();
    if (napi_make_callback(Env(), nullptr, self, function, count, arguments, nullptr) !=
        napi_pending_exception) {
      return;
    }
    napi_value exception = nullptr;
    if (napi_get_and_clear_last_exception(Env(), &exception) == napi_ok) {
      napi_fatal_exception(Env(), exception);
    }
  }

  bool IsOpen(const char* doing) {
    if (poller_ == nullptr) NngError(Env(), doing, NNG_ECLOSED).ThrowAsJavaScriptException();
    return poller_ != nullptr;
  }

  void Check(const std::string& doing, int error) {
    if (error != 0) NngError(Env(), doing, error).ThrowAsJavaScriptException();
  }

  NngPoller* poller_ = nullptr;  // nullptr: closed
  bool answers_ = false;
  Napi::FunctionReference on_message_, on_error_;
};

static Napi::Value IsListening(const Napi::CallbackInfo& info) {
  std::string url;
  if (!ToUrl(info[0], &url)) return info.Env().Undefined();
  std::string_view path = IpcPath(url);
  if (!path.empty()) return Napi::Boolean::New(info.Env(), IsIpcPathBound(path));
  ThrowTypeError(info.Env(), "url must begin with ipc://");
  return info.Env().Undefined();
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("NngSocket", NngSocketBinding::Define(env));
  exports.Set("isListening", Napi::Function::New<IsListening>(env, "isListening"));
  return exports;
}

NODE_API_MODULE(nng, Init)

}  // namespace native
