#include "../kernels/elementwise.h"
#include "layers.h"

static glia_status infer(glia_layer *layer) {
  layer->out = layer->in;
  return GLIA_OK;
}

static void forward(const glia_layer *layer, float *y, const float *x, const glia_pass *pass) {
  glia_scale(y, x, layer->spec.scale, layer->spec.offset, pass->N * layer->IN);
}

static void backward(const glia_layer *layer, float *dx, const float *x, const float *y, float *dy,
                     const glia_pass *pass) {
  (void)x, (void)y;
  if (dx)
    glia_scale(dx, dy, layer->spec.scale, 0.0f, pass->N * layer->IN);
}

const glia_layer_kind glia_rescaling = {.infer = infer, .forward = forward, .backward = backward};
