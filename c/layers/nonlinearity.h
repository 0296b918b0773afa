// Any activation on the rows of a matrix: the elementwise ones and softmax under one name.
#ifndef GLIA_LAYERS_NONLINEARITY_H
#define GLIA_LAYERS_NONLINEARITY_H

#include "../kernels/elementwise.h"
#include "../kernels/softmax.h"

// y := f(x); y may be x. y, x (N, SIZE)
static inline void glia_nonlinearity(float *y, const float *x, glia_activation_type f, float alpha, size_t N,
                                     size_t SIZE) {
  if (f == GLIA_SOFTMAX)
    glia_softmax(y, NULL, x, N, SIZE);
  else
    glia_activate(y, x, f, alpha, N * SIZE);
}

// dx := dy through f, from its values y; dx may be dy. dx, y, dy (N, SIZE)
static inline void glia_nonlinearity_backward(float *dx, const float *y, const float *dy, glia_activation_type f,
                                              float alpha, size_t N, size_t SIZE) {
  if (f == GLIA_SOFTMAX)
    glia_softmax_backward(dx, y, dy, N, SIZE);
  else
    glia_activate_backward(dx, y, dy, f, alpha, N * SIZE);
}

#endif
