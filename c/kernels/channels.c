#include "channels.h"
#include "simd.h"

// Σ (x − from)^(1 or 2) over rows, of up to four columns: blocks short enough for floats, their sums added as doubles.
static void sum_columns(double sums[4], const float *x, f32x4 from, int squared, size_t ROWS, size_t C, size_t left) {
  enum { kBlock = 256 };
  sums[0] = sums[1] = sums[2] = sums[3] = 0;
  for (size_t first = 0; first < ROWS; first += kBlock) {
    f32x4 sum = f32x4_splat(0.0f);
    for (size_t i = first; i < glia_min(first + kBlock, ROWS); i++) {
      f32x4 away = f32x4_sub(f32x4_load_up_to(x + i * C, left, 0.0f), from);
      sum = squared ? f32x4_madd(away, away, sum) : f32x4_add(sum, away);
    }
    float lanes[4];
    f32x4_store(lanes, sum);
    for (size_t j = 0; j < 4; j++)
      sums[j] += (double)lanes[j];
  }
}

void glia_channels_measure(float *restrict mean, float *restrict variance, const float *restrict x, size_t ROWS,
                           size_t C) {
  for (size_t j = 0; j < C; j += 4) {
    double sums[4];
    size_t left = C - j, n = glia_min(left, 4);
    // From the first row on, so that a large mean takes no digits from the sum.
    f32x4 from = f32x4_load_up_to(x + j, left, 0.0f);
    sum_columns(sums, x + j, from, 0, ROWS, C, left);
    for (size_t i = 0; i < n; i++)
      mean[j + i] = (float)((double)x[j + i] + sums[i] / (double)ROWS);
    sum_columns(sums, x + j, f32x4_load_up_to(mean + j, left, 0.0f), 1, ROWS, C, left);
    for (size_t i = 0; i < n; i++)
      variance[j + i] = (float)(sums[i] / (double)ROWS);
  }
}

static inline f32x4 load_or_zero(const float *x, size_t j, size_t C) {
  return x ? f32x4_load_up_to(x + j, C - j, 0.0f) : f32x4_splat(0.0f);
}

void glia_channels_scale(float *y, const float *x, const float *mean, const float *scale, const float *offset,
                         size_t ROWS, size_t C) {
  for (size_t j = 0; j < C; j += 4) {
    f32x4 m = load_or_zero(mean, j, C), s = load_or_zero(scale, j, C), o = load_or_zero(offset, j, C);
    for (size_t i = j; i < ROWS * C; i += C)
      f32x4_store_up_to(y + i, f32x4_madd(f32x4_sub(f32x4_load_up_to(x + i, C - j, 0.0f), m), s, o), C - j);
  }
}

void glia_channels_dot(float *restrict sums, const float *restrict x, const float *restrict y, size_t ROWS, size_t C) {
  for (size_t j = 0; j < C; j += 4) {
    f32x4 sum = f32x4_splat(0.0f);
    for (size_t i = j; i < ROWS * C; i += C)
      sum = f32x4_madd(f32x4_load_up_to(x + i, C - j, 0.0f), f32x4_load_up_to(y + i, C - j, 0.0f), sum);
    f32x4_store_up_to(sums + j, sum, C - j);
  }
}

void glia_channels_backward(float *dx, const float *dy, const float *normal, const float *scale, const float *dsum,
                            const float *ddot, float share, size_t ROWS, size_t C) {
  f32x4 part = f32x4_splat(share);
  for (size_t j = 0; j < C; j += 4) {
    f32x4 s = load_or_zero(scale, j, C);
    f32x4 sum = f32x4_mul(part, load_or_zero(dsum, j, C)), dot = f32x4_mul(part, load_or_zero(ddot, j, C));
    for (size_t i = j; i < ROWS * C; i += C) {
      f32x4 common = f32x4_madd(f32x4_load_up_to(normal + i, C - j, 0.0f), dot, sum);
      f32x4_store_up_to(dx + i, f32x4_mul(s, f32x4_sub(f32x4_load_up_to(dy + i, C - j, 0.0f), common)), C - j);
    }
  }
}
