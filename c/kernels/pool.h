// Pooling: the largest, or the mean, of every window of every channel. One image at a time.
#ifndef GLIA_KERNELS_POOL_H
#define GLIA_KERNELS_POOL_H

#include "window.h"

// y (OH, OW, C) := the largest of x (H, W, C) in every window; what lies outside of the image does not count.
void glia_max_pool(float *restrict y, const float *restrict x, const glia_window *window);

// dx (H, W, C): every dy (OH, OW, C) goes to the first of its window's pixels that was the largest.
void glia_max_pool_backward(float *restrict dx, const float *restrict x, const float *restrict y,
                            const float *restrict dy, const glia_window *window);

// y (OH, OW, C) := the mean of x in every window, over the pixels that lie in the image.
void glia_avg_pool(float *restrict y, const float *restrict x, const glia_window *window);

// dx (H, W, C): every dy (OH, OW, C) is shared among its window's pixels.
void glia_avg_pool_backward(float *restrict dx, const float *restrict dy, const glia_window *window);

#endif
