#include "simd.h"

f32x4 glia_f32x4_load_tail(const float *p, size_t n, float fill) {
  float lanes[4] = {fill, fill, fill, fill};
  for (size_t i = 0; i < n; i++)
    lanes[i] = p[i];
  return f32x4_load(lanes);
}

void glia_f32x4_store_tail(float *p, f32x4 a, size_t n) {
  float lanes[4];
  f32x4_store(lanes, a);
  for (size_t i = 0; i < n; i++)
    p[i] = lanes[i];
}
