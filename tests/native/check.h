// The little that the native tests need: a check that counts, seeded numbers and exact-size buffers, so that the
// sanitizers see a read or a write one element too far.
#ifndef GLIA_TESTS_CHECK_H
#define GLIA_TESTS_CHECK_H

#include "../../c/rng.h"

#include <stdio.h>
#include <stdlib.h>

extern size_t checks_failed;

// Says what was wrong, once per line of a test at most twenty times, and goes on.
#define CHECK(condition, ...)                                                                                          \
  do {                                                                                                                 \
    if (!(condition) && checks_failed++ < 20) {                                                                        \
      fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition);                                                  \
      fprintf(stderr, __VA_ARGS__);                                                                                    \
      fprintf(stderr, "\n");                                                                                           \
    }                                                                                                                  \
  } while (0)

typedef struct {
  const char *name;
  void (*run)(void);
} test_case;

// Each file of tests ends in such a list.
extern const test_case rng_tests[], vmath_tests[], kernel_tests[], conv_tests[], augment_tests[], gradient_tests[],
    network_tests[], memory_tests[];

// A uniform number in [low, high).
static inline float between(glia_rng *rng, float low, float high) { return low + (high - low) * glia_rng_uniform(rng); }

// A buffer of exactly SIZE floats, drawn from [-1, 1) or, without rng, NaN.
static inline float *floats(glia_rng *rng, size_t SIZE) {
  float *x = malloc(SIZE * sizeof *x);
  for (size_t i = 0; i < SIZE; i++)
    x[i] = rng ? between(rng, -1.0f, 1.0f) : __builtin_nanf("");
  return x;
}

#endif
