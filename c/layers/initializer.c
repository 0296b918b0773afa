#include "initializer.h"
#include "../kernels/vmath.h"

static void fill(float *w, float value, size_t SIZE) {
  for (size_t i = 0; i < SIZE; i++)
    w[i] = value;
}

static void fill_uniform(float *w, glia_rng *rng, float limit, size_t SIZE) {
  for (size_t i = 0; i < SIZE; i++)
    w[i] = (2.0f * glia_rng_uniform(rng) - 1.0f) * limit;
}

// The polar method (Marsaglia and Bray 1964): two normal numbers from a point of the unit disc. It needs only the
// engine's own logarithm and a square root, both the same bits everywhere.
static void fill_normal(float *w, glia_rng *rng, float deviation, size_t SIZE) {
  for (size_t i = 0; i < SIZE;) {
    float u = 2.0f * glia_rng_uniform(rng) - 1.0f;
    float v = 2.0f * glia_rng_uniform(rng) - 1.0f;
    float s = u * u + v * v;
    if (s >= 1.0f || s == 0.0f)
      continue;
    float stretch = deviation * __builtin_sqrtf(-2.0f * f32x4_first(f32x4_log(f32x4_splat(s))) / s);
    w[i++] = u * stretch;
    if (i < SIZE)
      w[i++] = v * stretch;
  }
}

void glia_initialize(float *w, glia_initializer_type type, glia_rng *rng, size_t SIZE, size_t FAN_IN, size_t FAN_OUT) {
  float in = (float)FAN_IN;
  float both = (float)(FAN_IN + FAN_OUT);
  switch (type) {
  case GLIA_ZEROS: fill(w, 0.0f, SIZE); break;
  case GLIA_ONES: fill(w, 1.0f, SIZE); break;
  case GLIA_RANDOM_NORMAL: fill_normal(w, rng, 1.0f, SIZE); break;
  case GLIA_RANDOM_UNIFORM: fill_uniform(w, rng, 0.05f, SIZE); break;
  case GLIA_GLOROT_UNIFORM: fill_uniform(w, rng, __builtin_sqrtf(6.0f / both), SIZE); break;
  case GLIA_GLOROT_NORMAL: fill_normal(w, rng, __builtin_sqrtf(2.0f / both), SIZE); break;
  case GLIA_HE_NORMAL: fill_normal(w, rng, __builtin_sqrtf(2.0f / in), SIZE); break;
  case GLIA_HE_UNIFORM: fill_uniform(w, rng, __builtin_sqrtf(6.0f / in), SIZE); break;
  }
}
