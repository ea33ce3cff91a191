// What a fallible call of the core answers. No exceptions: the bindings map it to a coded Error.
#pragma once
#include <cerrno>
#include <cstdint>

namespace native {

enum class Status : uint8_t {
  kOk,
  kBadArgument,  // the caller's mistake
  kNoSpace,      // memory for the region cannot be had
  kInvalid,      // not a region, or one whose contents contradict themselves
  kSystem,       // the kernel refused; error_number says why
};

struct [[nodiscard]] Result {
  Status status = Status::kOk;
  const char* what = "";  // static text
  int error_number = 0;

  bool ok() const { return status == Status::kOk; }

  static Result BadArgument(const char* what) { return {Status::kBadArgument, what}; }
  static Result Invalid(const char* what) { return {Status::kInvalid, what}; }
  static Result System(const char* call) { return {Status::kSystem, call, errno}; }
};

}  // namespace native
