// Lists of the elements of a matrix that are not zero, row by row: what is left of a product when products with 0 are
// left out. Leaving them out changes no bit: x + 0 · b is x for every finite b, but for x = -0, and no sum here is ever
// -0, because each starts from 0 or from its bias + 0. (A fused multiply-add of relaxed SIMD can still make one, out of
// 0 and a negative product too small for a float.)
#ifndef GLIA_KERNELS_GEMM_LISTS_H
#define GLIA_KERNELS_GEMM_LISTS_H

#include "gemm.h"
#include "simd.h"

typedef struct {
  uint32_t at; // of the row of b that the value meets: the row's distance from b's first element
  float value;
} glia_nonzero;

// Lists row (K) of `a`, its elements `step` apart; answers how many there are. skip_zeros: 0 to list every element.
static inline size_t glia_list_row(glia_nonzero *restrict list, const float *restrict row, size_t step, size_t b_row,
                                   int skip_zeros, size_t K) {
  size_t count = 0;
  if (step != 1 || !skip_zeros) {
    for (size_t k = 0; k < K; k++)
      if (!skip_zeros || row[k * step] != 0.0f)
        list[count++] = (glia_nonzero){(uint32_t)(k * b_row), row[k * step]};
    return count;
  }
  for (size_t k = 0; k < K; k += 4) {
    uint32_t lanes = f32x4_nonzero_lanes(f32x4_load_up_to(row + k, K - k, 0.0f));
    for (; lanes; lanes &= lanes - 1) {
      size_t at = k + (size_t)__builtin_ctz(lanes);
      list[count++] = (glia_nonzero){(uint32_t)(at * b_row), row[at]};
    }
  }
  return count;
}

// How many of SIZE adjacent floats are not zero.
static inline size_t glia_count_nonzero(const float *x, size_t SIZE) {
  i32x4 count = i32x4_splat(0);
  for (size_t i = 0; i < SIZE; i += 4)
    count = i32x4_sub(count, f32x4_nonzero(f32x4_load_up_to(x + i, SIZE - i, 0.0f))); // a mask's lane is -1
  int32_t lanes[4];
  i32x4_store(lanes, count);
  return (size_t)lanes[0] + (size_t)lanes[1] + (size_t)lanes[2] + (size_t)lanes[3];
}

// Lists every row of `a` (M, K) whose columns are rows in memory, `column` apart: a counting sort, so that each row's
// list is in order. Answers 0, and lists nothing, when there are more than CAPACITY.
//   list   (CAPACITY)
//   start  (M + 2): row i has list[start[i]] up to list[start[i + 1]]; the last is scratch
static inline int glia_list_transposed(glia_nonzero *restrict list, int32_t *restrict start, const float *restrict a,
                                       size_t column, size_t b_row, size_t CAPACITY, size_t M, size_t K) {
  // start[i + 2] counts row i; after the running sum, start[i + 1] is where row i begins, and moves on as it fills.
  for (size_t i = 0; i < M + 2; i++)
    start[i] = 0;
  for (size_t k = 0; k < K; k++) {
    const float *x = a + k * column;
    size_t i = 0;
    for (; i + 4 <= M; i += 4)
      i32x4_store(start + i + 2, i32x4_sub(i32x4_load(start + i + 2), f32x4_nonzero(f32x4_load(x + i))));
    for (; i < M; i++)
      start[i + 2] += x[i] != 0.0f;
  }
  for (size_t i = 2; i < M + 2; i++)
    start[i] += start[i - 1];
  if ((size_t)start[M + 1] > CAPACITY)
    return 0;
  for (size_t k = 0; k < K; k++) {
    const float *x = a + k * column;
    uint32_t at = (uint32_t)(k * b_row);
    for (size_t i = 0; i < M; i += 4)
      for (uint32_t lanes = f32x4_nonzero_lanes(f32x4_load_up_to(x + i, M - i, 0.0f)); lanes; lanes &= lanes - 1) {
        size_t row = i + (size_t)__builtin_ctz(lanes);
        list[start[row + 1]++] = (glia_nonzero){at, x[row]};
      }
  }
  return 1;
}

// y (N) := start + Σ value · row of b over a list, 4 <= N <= 4·VECTORS. When N is no multiple of four the last vector
// overlaps the one before it and computes the shared columns a second time, to the same bits.
static inline __attribute__((always_inline)) void glia_gemm_row(float *y, const float *start,
                                                                const glia_nonzero *restrict list, size_t COUNT,
                                                                const float *restrict b, size_t N, size_t VECTORS) {
  f32x4 sum[7];
  size_t last = N - 4;
  for (size_t v = 0; v < VECTORS; v++)
    sum[v] = f32x4_add(f32x4_load(start + (v + 1 < VECTORS ? 4 * v : last)), f32x4_splat(0.0f)); // never -0
  for (size_t i = 0; i < COUNT; i++) {
    const float *row = b + list[i].at;
    f32x4 value = f32x4_splat(list[i].value);
    for (size_t v = 0; v < VECTORS; v++)
      sum[v] = f32x4_madd(value, f32x4_load(row + (v + 1 < VECTORS ? 4 * v : last)), sum[v]);
  }
  for (size_t v = 0; v < VECTORS; v++)
    f32x4_store(y + (v + 1 < VECTORS ? 4 * v : last), sum[v]);
}

#endif
