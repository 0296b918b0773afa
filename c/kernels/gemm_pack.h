// Packing: panels of the operands laid out in the order in which the micro-kernels read them, WIDTH rows of a or
// columns of b at a time, such as
//
//   a  4 rows at a time     a00 a10 a20 a30 | a01 a11 a21 a31 | …
//   b  8 columns at a time  b00 b01 … b07   | b10 b11 … b17   | …
//
// Rows and columns that the matrix does not have are zeros.
#ifndef GLIA_KERNELS_GEMM_PACK_H
#define GLIA_KERNELS_GEMM_PACK_H

#include "gemm.h"
#include "simd.h"

// From this many rows of a on, a packed b is read often enough to pay for the packing.
enum { GLIA_ROWS_THAT_PACK = 16 };

// panel (K, WIDTH) := the N lines of K elements at `from`, N <= WIDTH
//   row     the distance between rows of the panel
//   across  the distance between lines
//   along   the distance between the elements of a line
static inline void glia_gemm_pack(float *restrict panel, size_t row, const float *restrict from, size_t across,
                                  size_t along, size_t N, size_t WIDTH, size_t K) {
  glia_assert(N <= WIDTH);
  size_t j = across == 1 ? N / 16 * 16 : 0;
  for (size_t k = 0; j > 0 && k < K; k++)
    for (size_t i = 0; i < j; i += 16)
      for (size_t v = i; v < i + 16; v += 4)
        f32x4_store(panel + k * row + v, f32x4_load(from + k * along + v));
  for (; across == 1 && j + 4 <= N; j += 4)
    for (size_t k = 0; k < K; k++)
      f32x4_store(panel + k * row + j, f32x4_load(from + k * along + j));
  for (; along == 1 && j + 4 <= N && K >= 4; j += 4)
    for (size_t k = 0; k < K; k += 4) {
      k = glia_min(k, K - 4); // the last four overlap those before them
      f32x4 x[4];
      for (size_t i = 0; i < 4; i++)
        x[i] = f32x4_load(from + (j + i) * across + k);
      f32x4_transpose(x);
      for (size_t i = 0; i < 4; i++)
        f32x4_store(panel + (k + i) * row + j, x[i]);
    }
  for (size_t k = 0; j < WIDTH && k < K; k++)
    for (size_t i = j; i < WIDTH; i++)
      panel[k * row + i] = i < N ? from[k * along + i * across] : 0.0f;
}

#endif
