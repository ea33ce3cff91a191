// Names of nng's error numbers, as programs see them in the `code` of an error.
#pragma once

namespace native {

const char* NngErrorName(
    int error);  // "NNG_EADDRINUSE"; numbers that nng does not know: "NNG_EUNKNOWN"

}  // namespace native
