// The innermost products: a tile of the result held in registers while K products are added to it, in order.
#ifndef GLIA_KERNELS_GEMM_MICRO_H
#define GLIA_KERNELS_GEMM_MICRO_H

#include "gemm_lists.h"
#include "simd.h"

// 4 × 8 keeps eight sums, two vectors of b and one of a in the sixteen vector registers of x86. 6 × 8 is faster on
// newer V8 only: Node 20's spills it.
enum { GLIA_MR = 4, GLIA_NR = 8 };

// c (MR, 4·VECTORS) := start + a · b. VECTORS is a constant where this is inlined.
//   c      rows `c_row` apart
//   start  rows `start_row` apart; may be c itself
//   a      (K, MR) packed
//   b      rows of 4·VECTORS, `b_row` apart
static inline __attribute__((always_inline)) void glia_gemm_tile(float *c, size_t c_row, const float *start,
                                                                 size_t start_row, const float *restrict a,
                                                                 const float *restrict b, size_t b_row, size_t K,
                                                                 size_t VECTORS) {
  f32x4 sum[GLIA_MR][2];
  for (size_t i = 0; i < GLIA_MR; i++)
    for (size_t v = 0; v < VECTORS; v++)
      sum[i][v] = f32x4_add(f32x4_load(start + i * start_row + 4 * v), f32x4_splat(0.0f)); // never -0
  for (size_t k = 0; k < K; k++, a += GLIA_MR, b += b_row) {
    f32x4 row[2];
    for (size_t v = 0; v < VECTORS; v++)
      row[v] = f32x4_load(b + 4 * v);
    for (size_t i = 0; i < GLIA_MR; i++) {
      f32x4 s = f32x4_load_splat(a + i);
      for (size_t v = 0; v < VECTORS; v++)
        sum[i][v] = f32x4_madd(s, row[v], sum[i][v]);
    }
  }
  for (size_t i = 0; i < GLIA_MR; i++)
    for (size_t v = 0; v < VECTORS; v++)
      f32x4_store(c + i * c_row + 4 * v, sum[i][v]);
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
