#include "nng-errors.h"

#include <nng/nng.h>

namespace native {
namespace {

struct Name {
  int error;
  const char* name;
};

#define NAME(error) \
  { error, #error }
constexpr Name kNames[] = {
    NAME(NNG_EINTR),      NAME(NNG_ENOMEM),       NAME(NNG_EINVAL),     NAME(NNG_EBUSY),
    NAME(NNG_ETIMEDOUT),  NAME(NNG_ECONNREFUSED), NAME(NNG_ECLOSED),    NAME(NNG_EAGAIN),
    NAME(NNG_ENOTSUP),    NAME(NNG_EADDRINUSE),   NAME(NNG_ESTATE),     NAME(NNG_ENOENT),
    NAME(NNG_EPROTO),     NAME(NNG_EUNREACHABLE), NAME(NNG_EADDRINVAL), NAME(NNG_EPERM),
    NAME(NNG_EMSGSIZE),   NAME(NNG_ECONNABORTED), NAME(NNG_ECONNRESET), NAME(NNG_ECANCELED),
    NAME(NNG_ENOFILES),   NAME(NNG_ENOSPC),       NAME(NNG_EEXIST),     NAME(NNG_EREADONLY),
    NAME(NNG_EWRITEONLY), NAME(NNG_ECRYPTO),      NAME(NNG_EPEERAUTH),  NAME(NNG_ENOARG),
    NAME(NNG_EAMBIGUOUS), NAME(NNG_EBADTYPE),     NAME(NNG_ECONNSHUT),  NAME(NNG_EINTERNAL),
};
#undef NAME

}  // namespace

const char* NngErrorName(int error) {
  for (const Name& entry : kNames) {
    if (entry.error == error) return entry.name;
  }
  if (error & NNG_ESYSERR)
    return "NNG_ESYSERR";  // an errno that nng has no name for is added to it
  if (error & NNG_ETRANERR) return "NNG_ETRANERR";
  return "NNG_EUNKNOWN";
}

}  // namespace native
