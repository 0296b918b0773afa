// The product of two matrices: loops here, packing in gemm_pack.h, the innermost product in gemm_micro.h (the layering
// of BLIS, Van Zee and van de Geijn 2015). Transposition is a matter of strides, so that one door serves the three
// products of a dense layer:
//
//   Y = X · W    X rows (IN, 1)     W rows (OUT, 1)
//   dX = dY · Wᵀ  dY rows (OUT, 1)   W columns (1, OUT)
//   dW = Xᵀ · dY  X columns (1, IN)  dY rows (OUT, 1)
//
// Every element of the result is the sum, in order, of its start and of the K products: the same bits as the naive
// triple loop, whatever the tile, the packing or the number of rows.
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
//   c        (M, N) row-major, must not overlap the rest
//   a, b     (M, K) and (K, N)
//   bias     (N), or NULL for none
//   scratch  glia_gemm_scratch(M, N, K) floats
void glia_gemm(float *restrict c, glia_matrix a, glia_matrix b, const float *bias, float *restrict scratch, size_t M,
               size_t N, size_t K);

#endif
