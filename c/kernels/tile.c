#include "tile.h"
#include "simd.h"

// A function of its own: inlined where it is called, it would double the code.
static __attribute__((noinline)) void whole_tile(float *c, size_t c_row, const float *start, size_t start_row,
                                                 const glia_tile_rows *a, const float *b, size_t b_row) {
  f32x4 sum[GLIA_MR][2];
  for (size_t i = 0; i < GLIA_MR; i++)
    for (size_t v = 0; v < 2; v++)
      sum[i][v] = f32x4_add(f32x4_load(start + i * start_row + 4 * v), f32x4_splat(0.0f)); // never -0
  if (a->packed) {
    // A loop of its own: constant distances leave two addresses to count up instead of five. Of the peak in Chromium
    // 0.82 with simd128 and 0.91 with relaxed SIMD, where the other has 0.66 and 0.89 at best, and half of that where
    // the rows are 4 KB apart. Unrolled it is slower: V8 then loads first what it has no registers for.
    const float *panel = a->at[0];
    for (size_t k = a->K; k > 0; k--, panel += GLIA_MR, b += GLIA_NR) {
      f32x4 row[2];
      for (size_t v = 0; v < 2; v++)
        row[v] = f32x4_load(b + 4 * v);
      for (size_t i = 0; i < GLIA_MR; i++) {
        f32x4 s = f32x4_load_splat(panel + i);
        for (size_t v = 0; v < 2; v++)
          sum[i][v] = f32x4_madd(s, row[v], sum[i][v]);
      }
    }
  }
  for (size_t run = 0; run < a->RUNS && !a->packed; run++) {
    const float *at[GLIA_MR];
    for (size_t i = 0; i < GLIA_MR; i++)
      at[i] = a->at[i] + run * a->run;
    size_t step = a->step;
    for (size_t k = a->K; k > 0; k--, b += b_row) {
      f32x4 row[2];
      for (size_t v = 0; v < 2; v++)
        row[v] = f32x4_load(b + 4 * v);
      for (size_t i = 0; i < GLIA_MR; i++) {
        f32x4 s = f32x4_load_splat(at[i]);
        at[i] += step;
        for (size_t v = 0; v < 2; v++)
          sum[i][v] = f32x4_madd(s, row[v], sum[i][v]);
      }
    }
  }
  for (size_t i = 0; i < GLIA_MR; i++)
    for (size_t v = 0; v < 2; v++)
      f32x4_store(c + i * c_row + 4 * v, sum[i][v]);
}

void glia_tile(float *c, size_t c_row, const float *start, size_t start_row, const glia_tile_rows *a, const float *b,
               size_t b_row, size_t M, size_t N) {
  if (M == GLIA_MR && N == GLIA_NR) {
    whole_tile(c, c_row, start, start_row, a, b, b_row);
    return;
  }
  float edge[GLIA_MR * GLIA_NR] = {0};
  for (size_t i = 0; i < M; i++)
    for (size_t j = 0; j < N; j += 4)
      f32x4_store(edge + i * GLIA_NR + j, f32x4_load_up_to(start + i * start_row + j, N - j, 0.0f));
  whole_tile(edge, GLIA_NR, edge, GLIA_NR, a, b, b_row);
  for (size_t i = 0; i < M; i++)
    for (size_t j = 0; j < N; j += 4)
      f32x4_store_up_to(c + i * c_row + j, f32x4_load(edge + i * GLIA_NR + j), N - j);
}
