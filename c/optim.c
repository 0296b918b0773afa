#include "optim.h"
#include "kernels/simd.h"

// One step on four parameters.
static inline f32x4 sgd(f32x4 w, f32x4 *v, f32x4 d, const glia_sgd *options) {
  f32x4 momentum = f32x4_splat(options->momentum);
  f32x4 g = f32x4_madd(f32x4_splat(options->weight_decay), w, d);
  *v = f32x4_madd(momentum, *v, g);
  f32x4 direction = options->nesterov ? f32x4_madd(momentum, *v, g) : *v;
  return f32x4_madd(f32x4_splat(-options->learning_rate), direction, w);
}

void glia_sgd_step(float *restrict w, float *restrict v, const float *restrict d, const glia_sgd *options,
                   size_t SIZE) {
  glia_assert(v || options->momentum == 0.0f);
  f32x4 zero = f32x4_splat(0.0f);
  size_t i = 0;
  for (; i + 4 <= SIZE; i += 4) {
    f32x4 velocity = v ? f32x4_load(v + i) : zero;
    f32x4_store(w + i, sgd(f32x4_load(w + i), &velocity, f32x4_load(d + i), options));
    if (v)
      f32x4_store(v + i, velocity);
  }
  if (i < SIZE) {
    size_t n = SIZE - i;
    f32x4 velocity = v ? f32x4_load_tail(v + i, n, 0.0f) : zero;
    f32x4 stepped = sgd(f32x4_load_tail(w + i, n, 0.0f), &velocity, f32x4_load_tail(d + i, n, 0.0f), options);
    f32x4_store_tail(w + i, stepped, n);
    if (v)
      f32x4_store_tail(v + i, velocity, n);
  }
}
