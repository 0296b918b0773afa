#include "tile.h"
#include "simd.h"

#include <string.h>

// A function of its own: inlined where it is called, it would double the code.
static __attribute__((noinline)) void whole_tile(float *c, size_t c_row, const float *start, size_t start_row,
                                                 const glia_tile_rows *a, const float *b, size_t b_row) {
  f32x4 sum[GLIA_MR][2];
  for (size_t i = 0; i < GLIA_MR; i++)
    for (size_t v = 0; v < 2; v++)
      sum[i][v] = f32x4_add(f32x4_load(start + i * start_row + 4 * v), f32x4_splat(0.0f)); // never -0
  for (size_t run = 0; run < a->RUNS; run++) {
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
  float edge[GLIA_MR * GLIA_NR];
  memset(edge, 0, sizeof edge);
  for (size_t i = 0; i < M; i++)
    memcpy(edge + i * GLIA_NR, start + i * start_row, N * sizeof *edge);
  whole_tile(edge, GLIA_NR, edge, GLIA_NR, a, b, b_row);
  for (size_t i = 0; i < M; i++)
    memcpy(c + i * c_row, edge + i * GLIA_NR, N * sizeof *edge);
}
