#include "pool.h"
#include "simd.h"

#include <string.h>

// The part of one window that lies in the image.
typedef struct {
  size_t at; // its first pixel, in floats from the image's first
  size_t HIGH, WIDE;
} part;

static part part_of(const glia_window *w, size_t i, size_t j) {
  size_t top = i * w->SH, left = j * w->SW;
  size_t bottom = glia_min(top + w->KH - w->TOP, w->H), right = glia_min(left + w->KW - w->LEFT, w->W);
  top = top > w->TOP ? top - w->TOP : 0;
  left = left > w->LEFT ? left - w->LEFT : 0;
  return (part){(top * w->W + left) * w->C, bottom - top, right - left};
}

// Both of the two below for N <= 4 channels, of C in all. Their loops are made for N = 4 and for a rest apart, see
// f32x4_load_up_to.

// y (N) := the largest, or the mean, of a window
static INLINE void pool_four(float *restrict y, const float *restrict x, part window, size_t ROW, int largest, size_t C,
                             size_t N) {
  f32x4 most = f32x4_load_up_to(x, N, 0.0f), sum = f32x4_splat(0.0f);
  i32x4 nan = i32x4_splat(0);
  for (size_t row = 0; row < window.HIGH; row++) {
    const float *at = x + row * ROW;
    for (size_t column = window.WIDE; column > 0; column--, at += C) {
      f32x4 value = f32x4_load_up_to(at, N, 0.0f);
      most = f32x4_pmax(most, value);
      nan = i32x4_or(nan, f32x4_nan(value));
      sum = f32x4_add(sum, value);
    }
  }
  // NaN must be seen, not pooled away.
  f32x4 found = largest ? f32x4_select(nan, f32x4_splat(__builtin_nanf("")), most)
                        : f32x4_mul(sum, f32x4_splat(1.0f / (float)(window.HIGH * window.WIDE)));
  f32x4_store_up_to(y, found, N);
}

static void pool(float *restrict y, const float *restrict x, const glia_window *w, int largest) {
  for (size_t i = 0; i < w->OH; i++)
    for (size_t j = 0; j < w->OW; j++, y += w->C) {
      part window = part_of(w, i, j);
      size_t c = 0, C = w->C, ROW = w->W * C;
      const float *from = x + window.at;
      for (; c + 4 <= C; c += 4)
        pool_four(y + c, from + c, window, ROW, largest, C, 4);
      if (c < C)
        pool_four(y + c, from + c, window, ROW, largest, C, C - c);
    }
}

void glia_max_pool(float *restrict y, const float *restrict x, const glia_window *w) { pool(y, x, w, 1); }

void glia_avg_pool(float *restrict y, const float *restrict x, const glia_window *w) { pool(y, x, w, 0); }

// dx, a window of it, += its share of dy (N): with x, all of it at the first value that is y; without, all the same.
static INLINE void pool_four_backward(float *restrict dx, const float *restrict x, const float *restrict y,
                                      const float *restrict dy, part window, size_t ROW, size_t C, size_t N) {
  f32x4 most = f32x4_load_up_to(y, N, 0.0f), left = f32x4_load_up_to(dy, N, 0.0f);
  f32x4 even = f32x4_mul(left, f32x4_splat(1.0f / (float)(window.HIGH * window.WIDE)));
  for (size_t row = 0; row < window.HIGH; row++) {
    size_t at = row * ROW;
    for (size_t column = window.WIDE; column > 0; column--, at += C) {
      f32x4 taken = even;
      if (x) {
        i32x4 less = f32x4_less(f32x4_load_up_to(x + at, N, 0.0f), most);
        taken = f32x4_select(less, f32x4_splat(0.0f), left);
        left = f32x4_select(less, left, f32x4_splat(0.0f));
      }
      f32x4_store_up_to(dx + at, f32x4_add(f32x4_load_up_to(dx + at, N, 0.0f), taken), N);
    }
  }
}

static void pool_backward(float *restrict dx, const float *restrict x, const float *restrict y,
                          const float *restrict dy, const glia_window *w) {
  memset(dx, 0, w->H * w->W * w->C * sizeof *dx);
  for (size_t i = 0; i < w->OH; i++)
    for (size_t j = 0; j < w->OW; j++, y += w->C, dy += w->C) {
      part window = part_of(w, i, j);
      size_t c = 0, C = w->C, ROW = w->W * C;
      const float *from = x ? x + window.at : NULL;
      for (; c + 4 <= C; c += 4)
        pool_four_backward(dx + window.at + c, x ? from + c : NULL, y + c, dy + c, window, ROW, C, 4);
      if (c < C)
        pool_four_backward(dx + window.at + c, x ? from + c : NULL, y + c, dy + c, window, ROW, C, C - c);
    }
}

void glia_max_pool_backward(float *restrict dx, const float *restrict x, const float *restrict y,
                            const float *restrict dy, const glia_window *w) {
  pool_backward(dx, x, y, dy, w);
}

void glia_avg_pool_backward(float *restrict dx, const float *restrict dy, const glia_window *w) {
  pool_backward(dx, NULL, dy, dy, w);
}
