#include "check.h"

// The first numbers of the reference implementation's demo, pcg32_srandom(42, 54) (O'Neill, pcg-random.org).
static void matches_the_reference(void) {
  const uint32_t expected[] = {0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e};
  glia_rng rng = glia_rng_make(42, 54);
  for (size_t i = 0; i < 6; i++) {
    uint32_t got = glia_rng_next(&rng);
    CHECK(got == expected[i], "number %zu is %08x", i, got);
  }
}

static void uniform_stays_in_range_and_is_even(void) {
  glia_rng rng = glia_rng_make(1, 0);
  double sum = 0, squares = 0;
  enum { N = 100000 };
  for (size_t i = 0; i < N; i++) {
    float u = glia_rng_uniform(&rng);
    CHECK(u >= 0.0f && u < 1.0f, "%g", (double)u);
    sum += (double)u;
    squares += (double)u * (double)u;
  }
  double mean = sum / N, variance = squares / N - mean * mean;
  CHECK(mean > 0.495 && mean < 0.505, "mean %g", mean);
  CHECK(variance > 0.0825 && variance < 0.0842, "variance %g", variance);
}

static void permutation_holds_every_number_once(void) {
  glia_rng rng = glia_rng_make(7, 1);
  for (size_t N = 1; N <= 67; N++) {
    uint32_t *order = malloc(N * sizeof *order);
    char seen[67] = {0};
    glia_rng_permutation(&rng, order, N);
    for (size_t i = 0; i < N; i++) {
      CHECK(order[i] < N && !seen[order[i]], "%u of %zu", order[i], N);
      seen[order[i] % 67] = 1;
    }
    free(order);
  }
}

// All 6 orders of 3 elements are equally likely: chi-squared with 5 degrees of freedom.
static void permutations_are_even(void) {
  glia_rng rng = glia_rng_make(3, 1);
  size_t count[27] = {0};
  enum { N = 60000 };
  for (size_t i = 0; i < N; i++) {
    uint32_t order[3];
    glia_rng_permutation(&rng, order, 3);
    count[order[0] * 9 + order[1] * 3 + order[2]]++;
  }
  double chi = 0;
  for (size_t i = 0; i < 27; i++)
    if (count[i] > 0)
      chi += ((double)count[i] - N / 6.0) * ((double)count[i] - N / 6.0) / (N / 6.0);
  CHECK(chi < 20.5, "chi-squared %g", chi); // 99.9%
}

const test_case rng_tests[] = {
    {"rng: matches the reference", matches_the_reference},
    {"rng: uniform stays in range and is even", uniform_stays_in_range_and_is_even},
    {"rng: a permutation holds every number once", permutation_holds_every_number_once},
    {"rng: permutations are even", permutations_are_even},
    {0},
};
