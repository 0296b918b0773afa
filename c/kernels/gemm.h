// The product of two matrices. Transposition is a matter of strides, so that one function serves the three products of
// a dense layer:
//
//   Y = X · W     X rows (IN, 1)     W rows (OUT, 1)
//   dX = dY · Wᵀ  dY rows (OUT, 1)   W columns (1, OUT)
//   dW = Xᵀ · dY  X columns (1, IN)  dY rows (OUT, 1)
//
// There are two ways: tiles of packed operands (gemm.c for the loops, gemm_pack.h, tile.c: the layering of BLIS,
// Van Zee and van de Geijn 2015), and lists of what is not zero (gemm_lists.h), for a few rows and for an `a` that is
// mostly zeros, as four of five pixels of MNIST are.
//
// Either way every element of the result is the sum, in order, of its start and of the K products: in the simd128 and
// native builds the same bits as the naive triple loop, whatever the way, the tile or the number of rows.
#ifndef GLIA_KERNELS_GEMM_H
#define GLIA_KERNELS_GEMM_H

#include "../base.h"

// A matrix by its first element and the distance, in floats, between rows and between columns.
typedef struct {
  const float *at;
  size_t row;
  size_t column;
} glia_matrix;

// Floats of scratch that glia_gemm needs for these sizes, or for any smaller ones.
size_t glia_gemm_scratch(size_t M, size_t N, size_t K);

// c := a · b + bias, the bias added to every row.
//   c         (M, N) row-major, must not overlap the rest
//   a, b      (M, K) and (K, N)
//   b_finite  1 when every element of b is known to be finite: then a product with 0 is 0 and may be left out
//   bias      (N), or NULL for none
//   scratch   glia_gemm_scratch(M, N, K) floats
void glia_gemm(float *restrict c, glia_matrix a, glia_matrix b, int b_finite, const float *bias,
               float *restrict scratch, size_t M, size_t N, size_t K);

#endif
