// A seeded generator: PCG-XSH-RR 64/32 (O'Neill 2014). Same seed and stream, same numbers, on every machine.
#ifndef GLIA_RNG_H
#define GLIA_RNG_H

#include "base.h"

typedef struct {
  uint64_t state;
  uint64_t increment; // odd; names the stream
} glia_rng;

glia_rng glia_rng_make(uint64_t seed, uint64_t stream);

uint32_t glia_rng_next(glia_rng *rng);

// Uniform in [0, 1), a multiple of 2^-24.
float glia_rng_uniform(glia_rng *rng);

// Uniform in 0 … bound - 1, without bias (rejection). bound > 0.
uint32_t glia_rng_below(glia_rng *rng, uint32_t bound);

// order := a permutation of 0 … N - 1 (Fisher and Yates, Durstenfeld 1964).
void glia_rng_permutation(glia_rng *rng, uint32_t *order, size_t N);

#endif
