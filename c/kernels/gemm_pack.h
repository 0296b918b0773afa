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

// From this many rows of a on, a packed b is read often enough to pay for the packing.
enum { GLIA_ROWS_THAT_PACK = 16 };

// panel (K, WIDTH) := the N lines of K elements at `from`, N <= WIDTH
//   row     the distance between rows of the panel
//   across  the distance between lines
//   along   the distance between the elements of a line
void glia_gemm_pack(float *restrict panel, size_t row, const float *restrict from, size_t across, size_t along,
                    size_t N, size_t WIDTH, size_t K);

#endif
