#include "tile.h"
#include "simd.h"

// The sums of a tile in registers: MR rows of two vectors.

static INLINE void load_sums(f32x4 *sum, const float *start, size_t row, size_t MR) {
  for (size_t i = 0; i < MR; i++)
    for (size_t v = 0; v < 2; v++)
      sum[i * 2 + v] = f32x4_add(f32x4_load(start + i * row + 4 * v), f32x4_splat(0.0f)); // never -0
}

static INLINE void store_sums(float *c, size_t row, const f32x4 *sum, size_t MR) {
  for (size_t i = 0; i < MR; i++)
    for (size_t v = 0; v < 2; v++)
      f32x4_store(c + i * row + 4 * v, sum[i * 2 + v]);
}

// Whole tiles are functions of their own: inlined where they are called, they would double the code.

static __attribute__((noinline)) void whole_tile(float *c, size_t c_row, const float *start, size_t start_row,
                                                 const glia_tile_rows *a, const float *b, size_t b_row) {
  f32x4 sum[GLIA_MR * 2];
  load_sums(sum, start, start_row, GLIA_MR);
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
          sum[i * 2 + v] = f32x4_madd(s, row[v], sum[i * 2 + v]);
      }
    }
  }
  store_sums(c, c_row, sum, GLIA_MR);
}

// From panels a (K, PACKED_MR) and b (K, NR). Constant distances leave two addresses to count up instead of five: 0.82
// of the peak in Chromium with simd128 and 0.91 with relaxed SIMD, where rows apart have 0.66 and 0.89 at best, and
// half of that when they are 4 KB apart. Unrolled it is slower: V8 then loads first what it has no registers for.
static __attribute__((noinline)) void whole_packed_tile(float *c, size_t c_row, const float *start, size_t start_row,
                                                        const float *a, const float *b, size_t K) {
  f32x4 sum[GLIA_PACKED_MR * 2];
  load_sums(sum, start, start_row, GLIA_PACKED_MR);
  for (size_t k = K; k > 0; k--, a += GLIA_PACKED_MR, b += GLIA_NR) {
    f32x4 row[2];
    for (size_t v = 0; v < 2; v++)
      row[v] = f32x4_load(b + 4 * v);
    for (size_t i = 0; i < GLIA_PACKED_MR; i++) {
      if (GLIA_PACKED_MR == 6 && i > 0)
        f32x4_end_block((ptrdiff_t)k < 0, sum + (i - 1) * 2, 2);
      f32x4 s = f32x4_load_splat(a + i);
      for (size_t v = 0; v < 2; v++)
        sum[i * 2 + v] = f32x4_madd(s, row[v], sum[i * 2 + v]);
    }
  }
  store_sums(c, c_row, sum, GLIA_PACKED_MR);
}

// Tiles at the edges go by a whole one, (…, NR).

static __attribute__((noinline)) void copy_in(float *edge, const float *start, size_t row, size_t M, size_t N) {
  for (size_t i = 0; i < M; i++)
    for (size_t j = 0; j < N; j += 4)
      f32x4_store(edge + i * GLIA_NR + j, f32x4_load_up_to(start + i * row + j, N - j, 0.0f));
}

static __attribute__((noinline)) void copy_out(float *c, size_t row, const float *edge, size_t M, size_t N) {
  for (size_t i = 0; i < M; i++)
    for (size_t j = 0; j < N; j += 4)
      f32x4_store_up_to(c + i * row + j, f32x4_load(edge + i * GLIA_NR + j), N - j);
}

void glia_tile(float *c, size_t c_row, const float *start, size_t start_row, const glia_tile_rows *a, const float *b,
               size_t b_row, size_t M, size_t N) {
  if (M == GLIA_MR && N == GLIA_NR) {
    whole_tile(c, c_row, start, start_row, a, b, b_row);
    return;
  }
  float edge[GLIA_MR * GLIA_NR] = {0};
  copy_in(edge, start, start_row, M, N);
  whole_tile(edge, GLIA_NR, edge, GLIA_NR, a, b, b_row);
  copy_out(c, c_row, edge, M, N);
}

void glia_packed_tile(float *c, size_t c_row, const float *start, size_t start_row, const float *a, const float *b,
                      size_t M, size_t N, size_t K) {
  if (M == GLIA_PACKED_MR && N == GLIA_NR) {
    whole_packed_tile(c, c_row, start, start_row, a, b, K);
    return;
  }
  float edge[GLIA_PACKED_MR * GLIA_NR] = {0};
  copy_in(edge, start, start_row, M, N);
  whole_packed_tile(edge, GLIA_NR, edge, GLIA_NR, a, b, K);
  copy_out(c, c_row, edge, M, N);
}
