// A window that slides over an image: what convolution and pooling have in common.
#ifndef GLIA_KERNELS_WINDOW_H
#define GLIA_KERNELS_WINDOW_H

#include "../base.h"

typedef struct {
  size_t H, W, C;   // of the image
  size_t KH, KW;    // of the window
  size_t SH, SW;    // strides
  size_t TOP, LEFT; // rows and columns outside of the image that the first window begins with
  size_t OH, OW;    // windows, down and across; 0 where there is no room for one
} glia_window;

// Along one side: how many windows there are, and how many pixels before the image the first one begins. Same padding
// gives ⌈SIZE / STRIDE⌉ windows, the pixels that are missing shared between both ends, the odd one at the far end, as
// TensorFlow does it; valid padding only windows that lie inside.
static inline size_t glia_window_count(size_t *before, size_t SIZE, size_t WINDOW, size_t STRIDE, int same) {
  *before = 0;
  if (!same)
    return SIZE < WINDOW ? 0 : (SIZE - WINDOW) / STRIDE + 1;
  size_t count = (SIZE + STRIDE - 1) / STRIDE, reach = (count - 1) * STRIDE + WINDOW;
  *before = reach > SIZE ? (reach - SIZE) / 2 : 0;
  return count;
}

// Lays the windows out: TOP, LEFT, OH and OW from the rest.
static inline void glia_window_place(glia_window *w, int same) {
  w->OH = glia_window_count(&w->TOP, w->H, w->KH, w->SH, same);
  w->OW = glia_window_count(&w->LEFT, w->W, w->KW, w->SW, same);
}

#endif
