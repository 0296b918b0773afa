// The innermost product: a tile of MR × NR sums held in registers while products are added to them, in order.
#ifndef GLIA_KERNELS_TILE_H
#define GLIA_KERNELS_TILE_H

#include "../base.h"

// 4 × 8 keeps eight sums, two vectors of b and four numbers of a in the sixteen vector registers of x86.
enum { GLIA_MR = 4, GLIA_NR = 8 };

// Rows of a packed tile. Six keep twelve sums where a multiply-add needs no register for the product: simd128 would
// spill them, at half the speed.
#if defined(__wasm_relaxed_simd__)
enum { GLIA_PACKED_MR = 6 };
#else
enum { GLIA_PACKED_MR = 4 };
#endif

// Rows of the left operand: RUNS times K elements, `step` apart within a run, the runs `run` apart.
typedef struct {
  const float *at[GLIA_MR]; // those of rows that do not exist must still be readable
  size_t step, run;
  size_t K, RUNS;
} glia_tile_rows;

// c (M, N) := start + a · b, M <= MR and N <= NR
//   c      rows `c_row` apart
//   start  rows `start_row` apart; may be c itself; N elements of a row are read
//   b      (RUNS · K, NR), rows `b_row` apart; NR elements of a row are read, whatever N
void glia_tile(float *c, size_t c_row, const float *start, size_t start_row, const glia_tile_rows *a, const float *b,
               size_t b_row, size_t M, size_t N);

// The same with panels a (K, PACKED_MR) and b (K, NR), M <= PACKED_MR and N <= NR.
void glia_packed_tile(float *c, size_t c_row, const float *start, size_t start_row, const float *a, const float *b,
                      size_t M, size_t N, size_t K);

#endif
