#include "layers.h"
#include "nonlinearity.h"

static glia_status infer(glia_layer *layer) {
  layer->out = layer->in;
  return GLIA_OK;
}

static void forward(const glia_layer *layer, float *y, const float *x, const glia_pass *pass) {
  size_t ROW = glia_layer_last_dim(layer);
  glia_nonlinearity(y, x, layer->spec.activation, layer->spec.alpha, pass->N * layer->IN / ROW, ROW);
}

static void backward(const glia_layer *layer, float *dx, const float *x, const float *y, float *dy,
                     const glia_pass *pass) {
  (void)x;
  size_t ROW = glia_layer_last_dim(layer);
  if (dx)
    glia_nonlinearity_backward(dx, y, dy, layer->spec.activation, layer->spec.alpha, pass->N * layer->IN / ROW, ROW);
}

const glia_layer_kind glia_activation = {.infer = infer, .forward = forward, .backward = backward, .activates = 1};
