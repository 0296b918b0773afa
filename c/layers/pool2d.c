#include "../kernels/pool.h"
#include "layers.h"

#include <string.h>

// The window of a pool; a global one sees all of the image at once.
static glia_window window_of(const glia_layer *layer) {
  const glia_layer_spec *spec = &layer->spec;
  glia_window w = {.H = layer->in.dim[0], .W = layer->in.dim[1], .C = layer->in.dim[2]};
  int global = spec->type == GLIA_GLOBAL_AVG_POOL2D;
  w.KH = global ? w.H : (size_t)spec->kernel_height;
  w.KW = global ? w.W : (size_t)spec->kernel_width;
  w.SH = global ? 1 : (size_t)spec->stride_height;
  w.SW = global ? 1 : (size_t)spec->stride_width;
  glia_window_place(&w, spec->same_padding);
  return w;
}

static glia_status infer(glia_layer *layer) {
  if (layer->in.rank != 3)
    return GLIA_ERROR_SHAPE;
  glia_window w = window_of(layer);
  if (w.OH == 0 || w.OW == 0)
    return GLIA_ERROR_SHAPE;
  layer->out = (glia_shape){3, {w.OH, w.OW, w.C}};
  if (layer->spec.type == GLIA_GLOBAL_AVG_POOL2D)
    layer->out = (glia_shape){1, {w.C}};
  return GLIA_OK;
}

static void forward(const glia_layer *layer, float *y, const float *x, const glia_pass *pass) {
  glia_window w = window_of(layer);
  for (size_t n = 0; n < pass->N; n++, y += layer->OUT, x += layer->IN)
    (layer->spec.type == GLIA_MAX_POOL2D ? glia_max_pool : glia_avg_pool)(y, x, &w);
}

static void backward(const glia_layer *layer, float *dx, const float *x, const float *y, float *dy,
                     const glia_pass *pass) {
  if (!dx)
    return;
  glia_window w = window_of(layer);
  for (size_t n = 0; n < pass->N; n++, dx += layer->IN, x += layer->IN, y += layer->OUT, dy += layer->OUT)
    if (layer->spec.type == GLIA_MAX_POOL2D)
      glia_max_pool_backward(dx, dx == x ? memcpy(pass->scratch, x, layer->IN * sizeof *x) : x, y, dy, &w);
    else
      glia_avg_pool_backward(dx, dy, &w);
}

static int halves(const glia_layer *layer) {
  const glia_layer_spec *spec = &layer->spec;
  return spec->type == GLIA_MAX_POOL2D && spec->kernel_height == 2 && spec->kernel_width == 2 &&
         spec->stride_height == 2 && spec->stride_width == 2 && !spec->same_padding;
}

const glia_layer_kind glia_pool2d = {.infer = infer, .forward = forward, .backward = backward, .halves = halves};
