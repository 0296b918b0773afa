// Convolution of images (H, W, C) with a kernel (KH, KW, C, OUT), as networks mean it: the window is laid on the image,
// not mirrored. One image at a time, so that what comes next finds it in the cache.
//
// It is the tile of gemm.c, whose four rows are here four places of the window: a row of the window lies in the image
// as KW · C adjacent floats, so nothing is gathered first (no im2col). Measured in Node 20 (simd128) beside a gemm of
// gathered patches, images of 7 × 7 × 32 to 112 × 112 × 8 and 28 × 28 × 1: forward 1.0 to 3.2 times as fast, dkernel
// 1.1 to 6.0 times, dx 1.0 to 2.2 times. So there is only the direct loop. It loses where dx has strides above 1,
// because it multiplies with the zeros between (0.37 of the gemm's speed for strides of 2); a second way for that case
// alone would be 150 bytes of what every page fetches.
//
// Every sum is in the order bias, then the kernel's rows, columns, channels: the same bits in the simd128 and native
// builds.
#ifndef GLIA_KERNELS_CONV_H
#define GLIA_KERNELS_CONV_H

#include "window.h"

// Floats of scratch that the functions below need.
size_t glia_conv_scratch(const glia_window *window, size_t OUT);

// y (OH, OW, OUT) := x (H, W, C) ∗ kernel + bias, one image. bias (OUT), or NULL for none.
// pooled: y (OH / 2, OW / 2, OUT) := the largest of every 2 × 2 of it, and at least 0: what relu and a max pool would
// make of it, to the same bits, without a sum that would not be looked at.
void glia_conv(float *restrict y, const float *restrict x, const float *restrict kernel, const float *bias, int pooled,
               const glia_window *window, float *restrict scratch, size_t OUT);

// dkernel (KH, KW, C, OUT) := dkernel + what one image adds to it, from x (H, W, C) and dy (OH, OW, OUT)
void glia_conv_dkernel(float *restrict dkernel, const float *restrict x, const float *restrict dy,
                       const glia_window *window, float *restrict scratch, size_t OUT);

// dx (H, W, C) from dy (OH, OW, OUT), one image
void glia_conv_dx(float *restrict dx, const float *restrict dy, const float *restrict kernel, const glia_window *window,
                  float *restrict scratch, size_t OUT);

#endif
