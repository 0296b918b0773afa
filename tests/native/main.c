// Runs every native test, or those whose names begin with an argument.
#include "check.h"

#include <string.h>

size_t checks_failed;

int main(int argc, char **argv) {
  const test_case *lists[] = {rng_tests,     vmath_tests,    kernel_tests,  conv_tests,
                              augment_tests, gradient_tests, network_tests, memory_tests};
  size_t run = 0, failed = 0;
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    for (const test_case *test = lists[i]; test->name; test++) {
      if (argc > 1 && strncmp(test->name, argv[1], strlen(argv[1])) != 0)
        continue;
      size_t before = checks_failed;
      test->run();
      run++;
      failed += checks_failed > before;
      printf("%s %s\n", checks_failed > before ? "not ok" : "ok", test->name);
    }
  printf("%zu native tests, %zu failed\n", run, failed);
  return failed > 0 || run == 0;
}
