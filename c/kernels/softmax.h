// Softmax over rows, safe for any finite input: the row's maximum is taken off first, so that exp never overflows.
#ifndef GLIA_KERNELS_SOFTMAX_H
#define GLIA_KERNELS_SOFTMAX_H

#include "../base.h"

// y := softmax of each row of x. From norms the logarithm of a probability follows without a vanished exponential:
// log y = (x − maximum) − log Σ exp(x − maximum).
//   y, x   (N, SIZE); y may be x
//   norms  (N, 2), the row's maximum and log Σ exp(x − maximum), or NULL
void glia_softmax(float *y, float *norms, const float *x, size_t N, size_t SIZE);

// dx := y · (dy − Σ dy·y), row by row; dx may be dy
//   dx, y, dy  (N, SIZE)
void glia_softmax_backward(float *dx, const float *y, const float *dy, size_t N, size_t SIZE);

#endif
