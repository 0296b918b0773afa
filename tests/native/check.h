// Helpers of the native tests: a check that counts failures, seeded numbers, and buffers of exact size, so that the
// sanitizers detect a read or a write one element too far.
#ifndef GLIA_TESTS_CHECK_H
#define GLIA_TESTS_CHECK_H

#include "../../c/rng.h"

#include <stdio.h>
#include <stdlib.h>

extern size_t checks_failed;

// Prints what was wrong, at most twenty times per line of a test, and continues.
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

// Each test file ends with such a list.
extern const test_case kernel_tests[], conv_tests[], augment_tests[], vmath_tests[], network_tests[], rng_tests[];

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
