// nng_close, but not for ever.
#pragma once
#include <nng/nng.h>

#include <memory>

namespace native {

// nng 1.5 loses the end of a receive when a connection is closed between the header and the body of
// a message, by us or by nng itself after a send to a peer that died. From then on its one thread
// that frees things waits, and with it every nng_close. So that never is ours to wait for: what is
// not closed soon is left to a thread of its own. The socket's address is free in either case.
// False: it was left, with its descriptors.
bool CloseSoon(nng_socket socket, std::shared_ptr<void> used_until_closed) noexcept;

}  // namespace native
