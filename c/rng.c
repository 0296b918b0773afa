#include "rng.h"

glia_rng glia_rng_make(uint64_t seed, uint64_t stream) {
  glia_rng rng = {0, stream << 1 | 1};
  glia_rng_next(&rng);
  rng.state += seed;
  glia_rng_next(&rng);
  return rng;
}

uint32_t glia_rng_next(glia_rng *rng) {
  uint64_t old = rng->state;
  rng->state = old * 6364136223846793005u + rng->increment;
  uint32_t shifted = (uint32_t)((old >> 18 ^ old) >> 27);
  uint32_t turn = (uint32_t)(old >> 59);
  return shifted >> turn | shifted << (-turn & 31);
}

float glia_rng_uniform(glia_rng *rng) { return (float)(glia_rng_next(rng) >> 8) * 0x1p-24f; }

uint32_t glia_rng_below(glia_rng *rng, uint32_t bound) {
  glia_assert(bound > 0);
  uint32_t threshold = -bound % bound; // 2^32 mod bound: draws below it would favour the small numbers
  for (;;) {
    uint32_t draw = glia_rng_next(rng);
    if (draw >= threshold)
      return draw % bound;
  }
}

void glia_rng_permutation(glia_rng *rng, uint32_t *order, size_t N) {
  for (size_t i = 0; i < N; i++)
    order[i] = (uint32_t)i;
  for (size_t i = N; i > 1; i--) {
    size_t j = glia_rng_below(rng, (uint32_t)i);
    uint32_t taken = order[i - 1];
    order[i - 1] = order[j];
    order[j] = taken;
  }
}
