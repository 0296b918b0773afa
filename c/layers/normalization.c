#include "layers.h"

// y = (x − mean) / √variance for every feature, the last dimension. Mean and variance are no weights: they are learnt
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

// A feature that never changes has no deviation to divide by; Keras's smallest one stands in.
static float inverse_deviation(float variance) {
  float deviation = __builtin_sqrtf(variance);
  return 1.0f / (deviation < 1e-7f ? 1e-7f : deviation);
}

static void forward(const glia_layer *layer, float *y, const float *x, const glia_pass *pass) {
  size_t C = glia_layer_last_dim(layer), SIZE = pass->N * layer->IN;
  for (size_t j = 0; j < C; j++) {
    float mean = layer->tensor[kMean].value[j];
    float inverse = inverse_deviation(layer->tensor[kVariance].value[j]);
    for (size_t i = j; i < SIZE; i += C)
      y[i] = (x[i] - mean) * inverse;
  }
}

static void backward(const glia_layer *layer, float *dx, const float *x, const float *y, float *dy,
                     const glia_pass *pass) {
  (void)x, (void)y;
  size_t C = glia_layer_last_dim(layer), SIZE = pass->N * layer->IN;
  for (size_t j = 0; dx && j < C; j++) {
    float inverse = inverse_deviation(layer->tensor[kVariance].value[j]);
    for (size_t i = j; i < SIZE; i += C)
      dx[i] = dy[i] * inverse;
  }
}

const glia_layer_kind glia_normalization = {.infer = infer, .init = init, .forward = forward, .backward = backward};
