// Products by lists of what is not zero. Leaving products with 0 out changes no bit: x + 0 · b is x for every finite b,
// but for x = -0, and no sum here is ever -0, because each starts from 0 or from its bias + 0. (A fused multiply-add of
// relaxed SIMD can still make one, out of 0 and a negative product too small for a float.)
#ifndef GLIA_KERNELS_GEMM_LISTS_H
#define GLIA_KERNELS_GEMM_LISTS_H

#include "gemm.h"

// Floats of scratch that the function below needs for these sizes, or for any smaller ones.
size_t glia_gemm_lists_scratch(size_t M, size_t N, size_t K);

// As glia_gemm, if lists are the faster way; else returns 0 and leaves c untouched.
int glia_gemm_by_lists(float *restrict c, glia_matrix a, glia_matrix b, int b_finite, const float *bias,
                       float *restrict scratch, size_t M, size_t N, size_t K);

#endif
