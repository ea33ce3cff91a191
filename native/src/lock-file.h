// A lock that ends with its holder, however that dies: flock on a file that stays open.
#pragma once
#include "result.h"
#include "unique-fd.h"

namespace native {

// kOk with a closed `out`: another holds it. The file is made if it is missing, mode 0600; it is
// not followed where it is a symbolic link.
Result LockFile(const char* path, UniqueFd* out);

}  // namespace native
