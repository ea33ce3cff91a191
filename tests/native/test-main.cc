#include "check.h"

int main() {
  int passed = 0;
  for (auto* test = native::test::Test::First(); test != nullptr; test = test->next) {
    fprintf(stderr, "  %s\n", test->name);
    test->run();
    passed++;
  }
  printf("%d passed\n", passed);
}
