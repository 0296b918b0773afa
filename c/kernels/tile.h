// The innermost product: a tile of MR × NR sums held in registers while products are added to them, in order.
#ifndef GLIA_KERNELS_TILE_H
#define GLIA_KERNELS_TILE_H

#include "../base.h"

// 4 × 8 keeps eight sums, two vectors of b and four numbers of a in the sixteen vector registers of x86. 6 × 8 is
// faster in newer V8 with relaxed SIMD (98% of the peak for 91%); Node 20 spills it, and simd128 everywhere (half the
// speed).
enum { GLIA_MR = 4, GLIA_NR = 8 };

// For the few columns of a last layer: ten outputs fill ten of twelve columns, and only ten of sixteen in two tiles.
enum { GLIA_NARROW_MR = 3, GLIA_NARROW_NR = 12 };

// Rows of the left operand: RUNS times K elements, `step` apart within a run, the runs `run` apart.
typedef struct {
  const float *at[GLIA_MR]; // those of rows that do not exist must still be readable
  size_t step, run;
  size_t K, RUNS;
  int packed; // 1: at[0] is a panel (K, MR), and so is b, (K, NR), or narrow (K, 12)
} glia_tile_rows;

// The left operand's rows in one run of K.
static inline glia_tile_rows glia_tile_rows_of(const float *a, size_t row, size_t step, size_t M, size_t K) {
  glia_tile_rows rows = {.step = step, .K = K, .RUNS = 1};
  for (size_t i = 0; i < GLIA_MR; i++)
    rows.at[i] = a + (i < M ? i * row : 0);
  return rows;
}

// c (M, N) := start + a · b, M <= MR and N <= NR, or packed and narrow: M <= 3 and NR < N <= 12,
// the last four columns of b's panel then being the last four of b.
//   c      rows `c_row` apart
//   start  rows `start_row` apart; may be c itself; N elements of a row are read
//   b      (RUNS · K, NR), rows `b_row` apart; NR elements of a row are read, whatever N
void glia_tile(float *c, size_t c_row, const float *start, size_t start_row, const glia_tile_rows *a, const float *b,
               size_t b_row, size_t M, size_t N);

#endif
