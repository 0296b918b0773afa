// What is done to every element on its own, and the sums over rows that go with it.
#ifndef GLIA_KERNELS_ELEMENTWISE_H
#define GLIA_KERNELS_ELEMENTWISE_H

#include "../spec.h"

// y := f(x), SIZE elements; y may be x. f is any activation but softmax, which works on rows (softmax.h).
//   step       x > 0 ? 1 : 0
//   leakyRelu  x > 0 ? x : alpha · x
//   elu        x > 0 ? x : alpha · (exp(x) − 1)   (Clevert et al. 2015)
//   softplus   log (1 + exp(x))                   (Dugas et al. 2001)
void glia_activate(float *y, const float *x, glia_activation_type f, float alpha, size_t SIZE);

// dx := dy · f'(x), from the values y = f(x): each of these derivatives is a function of the result. SIZE elements;
// dx may be dy. Not for step, which has no useful derivative, nor for softmax.
void glia_activate_backward(float *dx, const float *y, const float *dy, glia_activation_type f, float alpha,
                            size_t SIZE);

// y := scale · x + offset; y may be x
void glia_scale(float *y, const float *x, float scale, float offset, size_t SIZE);

// sums (COLUMNS) := the sum of the rows of x (ROWS, COLUMNS), in their order
void glia_sum_rows(float *restrict sums, const float *restrict x, size_t ROWS, size_t COLUMNS);

// y := scale · x, bytes to floats
void glia_bytes_to_floats(float *restrict y, const uint8_t *restrict x, float scale, size_t SIZE);

// The largest magnitude; infinite or NaN when an element is not finite.
float glia_largest(const float *x, size_t SIZE);

// The index of the first element that is infinite or NaN; SIZE if there is none.
size_t glia_first_non_finite(const float *x, size_t SIZE);

double glia_sum_squares(const float *x, size_t SIZE);

// y := y + scale · x
void glia_add_scaled(float *restrict y, const float *restrict x, float scale, size_t SIZE);

// z := x · y, element by element; z may be x or y
void glia_multiply(float *z, const float *x, const float *y, size_t SIZE);

#endif
