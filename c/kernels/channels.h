// What the normalizations do to each channel, the columns of x (ROWS, C).
#ifndef GLIA_KERNELS_CHANNELS_H
#define GLIA_KERNELS_CHANNELS_H

#include "../base.h"

// mean, variance (C): of the rows, not corrected for the sample.
void glia_channels_measure(float *restrict mean, float *restrict variance, const float *restrict x, size_t ROWS,
                           size_t C);

// y := (x − mean) · scale + offset; y may be x. mean and offset (C), or NULL for zeros; scale (C).
void glia_channels_scale(float *y, const float *x, const float *mean, const float *scale, const float *offset,
                         size_t ROWS, size_t C);

// sums (C) := Σ x · y over the rows
void glia_channels_dot(float *restrict sums, const float *restrict x, const float *restrict y, size_t ROWS, size_t C);

// dx := scale · (dy − share · (dsum + normal · ddot)); what flows back through a batch's own mean and variance, with
// dsum = Σ dy and ddot = Σ dy · normal. dx may be dy. scale, dsum, ddot (C)
void glia_channels_backward(float *dx, const float *dy, const float *normal, const float *scale, const float *dsum,
                            const float *ddot, float share, size_t ROWS, size_t C);

#endif
