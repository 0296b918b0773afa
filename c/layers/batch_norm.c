#include "../kernels/channels.h"
#include "../kernels/elementwise.h"
#include "layers.h"

// y = gamma · (x − mean) / √(variance + epsilon) + beta for every feature, the last dimension; mean and variance are
// the batch's own in training and moving averages otherwise, or while the layer is frozen (Ioffe and Szegedy 2015;
// variances are not corrected for the sample, as in Keras).
enum { kGamma, kBeta, kMovingMean, kMovingVariance };

static glia_status infer(glia_layer *layer) {
  layer->out = layer->in;
  glia_shape feature = {1, {glia_layer_last_dim(layer)}};
  glia_layer_add_tensor(layer, GLIA_GAMMA, feature, layer->spec.trainable);
  glia_layer_add_tensor(layer, GLIA_BETA, feature, layer->spec.trainable);
  glia_layer_add_tensor(layer, GLIA_MOVING_MEAN, feature, 0);
  glia_layer_add_tensor(layer, GLIA_MOVING_VARIANCE, feature, 0);
  return GLIA_OK;
}

// The batch's mean (C), its variance (C), and x normalised (N, IN).
static size_t kept(const glia_layer *layer, size_t N) { return 2 * glia_layer_last_dim(layer) + N * layer->IN; }

// What every feature is multiplied by (C).
static size_t scratch(const glia_layer *layer, size_t N) {
  (void)N;
  return glia_layer_last_dim(layer);
}

static void init(const glia_layer *layer, glia_rng *rng) {
  (void)rng;
  for (size_t j = 0; j < glia_layer_last_dim(layer); j++) {
    layer->tensor[kGamma].value[j] = layer->tensor[kMovingVariance].value[j] = 1.0f;
    layer->tensor[kBeta].value[j] = layer->tensor[kMovingMean].value[j] = 0.0f;
  }
}

static int looks_at_batch(const glia_layer *layer, const glia_pass *pass) {
  return pass->training && layer->spec.trainable;
}

// scale (C) := gamma / √(variance + epsilon), gamma NULL for 1. A variance beyond a float must be seen as what it is,
// not pass as a deviation that flattens everything to beta.
static void inverse_deviations(float *scale, const float *gamma, const float *variance, const glia_layer *layer) {
  for (size_t j = 0; j < glia_layer_last_dim(layer); j++) {
    float inverse = __builtin_isfinite(variance[j]) ? 1.0f / __builtin_sqrtf(variance[j] + layer->spec.epsilon)
                                                    : __builtin_nanf("");
    scale[j] = gamma ? gamma[j] * inverse : inverse;
  }
}

static void forward(const glia_layer *layer, float *y, const float *x, const glia_pass *pass) {
  size_t C = glia_layer_last_dim(layer), ROWS = pass->N * layer->IN / C;
  const float *gamma = layer->tensor[kGamma].value; // (C)
  const float *beta = layer->tensor[kBeta].value;   // (C)
  float *scale = pass->scratch;                     // (C)
  if (!looks_at_batch(layer, pass)) {
    inverse_deviations(scale, gamma, layer->tensor[kMovingVariance].value, layer);
    glia_channels_scale(y, x, layer->tensor[kMovingMean].value, scale, beta, ROWS, C);
    return;
  }
  float *mean = layer->kept, *variance = mean + C, *normal = variance + C; // (C), (C), (ROWS, C)
  glia_channels_measure(mean, variance, x, ROWS, C);
  inverse_deviations(scale, NULL, variance, layer);
  glia_channels_scale(normal, x, mean, scale, NULL, ROWS, C);
  glia_channels_scale(y, normal, NULL, gamma, beta, ROWS, C);
}

static void backward(const glia_layer *layer, float *dx, const float *x, const float *y, float *dy,
                     const glia_pass *pass) {
  (void)x, (void)y;
  size_t C = glia_layer_last_dim(layer), ROWS = pass->N * layer->IN / C;
  float *scale = pass->scratch;                     // (C)
  const float *gamma = layer->tensor[kGamma].value; // (C)
  if (!looks_at_batch(layer, pass)) {
    inverse_deviations(scale, gamma, layer->tensor[kMovingVariance].value, layer);
    if (dx)
      glia_channels_scale(dx, dy, NULL, scale, NULL, ROWS, C);
    return;
  }
  const float *variance = layer->kept + C, *normal = variance + C;          // (C), (ROWS, C)
  float *dgamma = layer->tensor[kGamma].d, *dbeta = layer->tensor[kBeta].d; // (C)
  inverse_deviations(scale, gamma, variance, layer);
  glia_sum_rows(dbeta, dy, ROWS, C);
  glia_channels_dot(dgamma, dy, normal, ROWS, C);
  if (dx) // the batch's mean and variance follow x as well
    glia_channels_backward(dx, dy, normal, scale, dbeta, dgamma, 1.0f / (float)ROWS, ROWS, C);
}

static void settle(const glia_layer *layer, const glia_pass *pass) {
  size_t C = glia_layer_last_dim(layer);
  float momentum = layer->spec.momentum;
  float *mean = layer->tensor[kMovingMean].value;
  float *variance = layer->tensor[kMovingVariance].value;
  for (size_t j = 0; looks_at_batch(layer, pass) && j < C; j++) {
    mean[j] = momentum * mean[j] + (1.0f - momentum) * layer->kept[j];
    variance[j] = momentum * variance[j] + (1.0f - momentum) * layer->kept[C + j];
  }
}

static void affine(const glia_layer *layer, float *scale, float *shift) {
  inverse_deviations(scale, layer->tensor[kGamma].value, layer->tensor[kMovingVariance].value, layer);
  for (size_t j = 0; j < glia_layer_last_dim(layer); j++)
    shift[j] = layer->tensor[kBeta].value[j] - layer->tensor[kMovingMean].value[j] * scale[j];
}

const glia_layer_kind glia_batch_norm = {.infer = infer,
                                         .scratch = scratch,
                                         .kept = kept,
                                         .init = init,
                                         .forward = forward,
                                         .backward = backward,
                                         .settle = settle,
                                         .affine = affine};
