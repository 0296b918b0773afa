// Packing: panels of the operands laid out in the order in which the micro-kernel reads them.
//
//   a  MR rows at a time     a00 a10 a20 a30 | a01 a11 a21 a31 | …
//   b  NR columns at a time  b00 b01 … b07   | b10 b11 … b17   | …
//
// Rows and columns that the matrix does not have are zeros.
#ifndef GLIA_KERNELS_GEMM_PACK_H
#define GLIA_KERNELS_GEMM_PACK_H

#include "gemm.h"
#include "tile.h"

// panel (K, MR) := rows (M, K) of a, M <= MR
static inline void glia_gemm_pack_a(float *restrict panel, glia_matrix a, size_t M, size_t K) {
  glia_assert(M <= GLIA_MR);
  for (size_t k = 0; k < K; k++, panel += GLIA_MR) {
    const float *from = a.at + k * a.column;
    for (size_t i = 0; i < GLIA_MR; i++)
      panel[i] = i < M ? from[i * a.row] : 0.0f;
  }
}

// panel (K, NR) := columns (K, N) of b, N <= NR
static inline void glia_gemm_pack_b(float *restrict panel, glia_matrix b, size_t N, size_t K) {
  glia_assert(N <= GLIA_NR);
  for (size_t k = 0; k < K; k++, panel += GLIA_NR) {
    const float *from = b.at + k * b.row;
    for (size_t j = 0; j < GLIA_NR; j++)
      panel[j] = j < N ? from[j * b.column] : 0.0f;
  }
}

#endif
