// The test runner of the native core: TEST defines a test, CHECK ends the program where it fails,
// in every build. test-main.cc runs them all.
#pragma once
#include <stdio.h>
#include <stdlib.h>

namespace native::test {

struct Test {
  const char* name;
  void (*run)();
  Test* next;

  Test(const char* name, void (*run)()) : name(name), run(run), next(First()) { First() = this; }
  static Test*& First() {
    static Test* first = nullptr;
    return first;
  }
};

[[noreturn]] inline void Fail(const char* file, int line, const char* what) {
  fprintf(stderr, "%s:%d: %s\n", file, line, what);
  _Exit(1);
}

}  // namespace native::test

#define CHECK(condition) \
  ((condition) ? (void)0 : native::test::Fail(__FILE__, __LINE__, #condition))
#define TEST(name)                                          \
  static void name();                                       \
  static native::test::Test name##_registered(#name, name); \
  static void name()
