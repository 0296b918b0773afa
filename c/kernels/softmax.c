#include "softmax.h"
#include "vmath.h"

static float row_max(const float *x, size_t SIZE) {
  float max = x[0];
  for (size_t j = 1; j < SIZE; j++)
    if (max < x[j])
      max = x[j];
  return max;
}

// y := exp(x - shift); returns the sum, four interleaved partial sums added at the end
static float row_exp(float *y, const float *x, float shift, size_t SIZE) {
  f32x4 s = f32x4_splat(shift);
  f32x4 sum = f32x4_splat(0.0f);
  for (size_t j = 0; j < SIZE; j += 4) {
    // exp of the lanes that are filled up is 0 and adds nothing
    f32x4 e = f32x4_exp(f32x4_sub(f32x4_load_up_to(x + j, SIZE - j, -__builtin_inff()), s));
    f32x4_store_up_to(y + j, e, SIZE - j);
    sum = f32x4_add(sum, e);
  }
  return f32x4_sum(sum);
}

void glia_softmax(float *y, float *norms, const float *x, size_t N, size_t SIZE) {
  glia_assert(SIZE > 0);
  for (size_t n = 0; n < N; n++, y += SIZE, x += SIZE) {
    float max = row_max(x, SIZE);
    float sum = row_exp(y, x, max, SIZE);
    for (size_t j = 0; j < SIZE; j++)
      y[j] /= sum;
    if (norms) {
      norms[2 * n] = max;
      norms[2 * n + 1] = f32x4_first(f32x4_log(f32x4_splat(sum)));
    }
  }
}

void glia_softmax_backward(float *dx, const float *y, const float *dy, size_t N, size_t SIZE) {
  for (size_t n = 0; n < N; n++, dx += SIZE, y += SIZE, dy += SIZE) {
    float dot = 0.0f;
    for (size_t j = 0; j < SIZE; j++)
      dot += dy[j] * y[j];
    for (size_t j = 0; j < SIZE; j++)
      dx[j] = y[j] * (dy[j] - dot);
  }
}
