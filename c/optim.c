#include "optim.h"
#include "kernels/simd.h"

int glia_sgd_step(float *restrict w, float *restrict v, const float *restrict d, const glia_sgd *sgd, size_t SIZE) {
  glia_assert(v || sgd->momentum == 0.0f);
  f32x4 momentum = f32x4_splat(sgd->momentum);
  f32x4 decay = f32x4_splat(sgd->weight_decay);
  f32x4 descent = f32x4_splat(-sgd->learning_rate);
  f32x4 zero = f32x4_splat(0.0f);
  f32x4 trace = zero; // of w · 0, which is NaN for what is not finite
  for (size_t i = 0; i < SIZE; i += 4) {
    size_t n = SIZE - i;
    f32x4 weight = f32x4_load_up_to(w + i, n, 0.0f);
    f32x4 g = f32x4_madd(decay, weight, f32x4_load_up_to(d + i, n, 0.0f));
    f32x4 direction = g;
    if (v) {
      f32x4 velocity = f32x4_madd(momentum, f32x4_load_up_to(v + i, n, 0.0f), g);
      f32x4_store_up_to(v + i, velocity, n);
      direction = sgd->nesterov ? f32x4_madd(momentum, velocity, g) : velocity;
    }
    weight = f32x4_madd(descent, direction, weight);
    f32x4_store_up_to(w + i, weight, n);
    trace = f32x4_add(trace, f32x4_mul(weight, zero));
  }
  return f32x4_sum(trace) == 0.0f;
}
