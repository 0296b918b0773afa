#include "../kernels/channels.h"
#include "layers.h"

// y = (x − mean) / √variance for every feature, the last dimension. Mean and variance are no weights: they are measured
// from data beforehand, and until then are 0 and 1.
enum { kMean, kVariance };

static glia_status infer(glia_layer *layer) {
  layer->out = layer->in;
  glia_shape feature = {1, {glia_layer_last_dim(layer)}};
  glia_layer_add_tensor(layer, GLIA_MEAN, feature, 0);
  glia_layer_add_tensor(layer, GLIA_VARIANCE, feature, 0);
  return GLIA_OK;
}

static void init(const glia_layer *layer, glia_rng *rng) {
  (void)rng;
  for (size_t j = 0; j < glia_layer_last_dim(layer); j++) {
    layer->tensor[kMean].value[j] = 0.0f;
    layer->tensor[kVariance].value[j] = 1.0f;
  }
}

static size_t scratch(const glia_layer *layer, size_t N) {
  (void)N;
  return glia_layer_last_dim(layer);
}

// scale (C) := 1 / √variance. A feature that never changes has no deviation to divide by; Keras's smallest one stands
// in.
static void inverse_deviations(float *scale, const glia_layer *layer) {
  for (size_t j = 0; j < glia_layer_last_dim(layer); j++) {
    float deviation = __builtin_sqrtf(layer->tensor[kVariance].value[j]);
    scale[j] = 1.0f / (deviation < 1e-7f ? 1e-7f : deviation);
  }
}

static void forward(const glia_layer *layer, float *y, const float *x, const glia_pass *pass) {
  size_t C = glia_layer_last_dim(layer);
  inverse_deviations(pass->scratch, layer);
  glia_channels_scale(y, x, layer->tensor[kMean].value, pass->scratch, NULL, pass->N * layer->IN / C, C);
}

static void backward(const glia_layer *layer, float *dx, const float *x, const float *y, float *dy,
                     const glia_pass *pass) {
  (void)x, (void)y;
  size_t C = glia_layer_last_dim(layer);
  if (!dx)
    return;
  inverse_deviations(pass->scratch, layer);
  glia_channels_scale(dx, dy, NULL, pass->scratch, NULL, pass->N * layer->IN / C, C);
}

const glia_layer_kind glia_normalization = {
    .infer = infer, .scratch = scratch, .init = init, .forward = forward, .backward = backward};
