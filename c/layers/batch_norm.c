#include "layers.h"

// y = gamma · (x − mean) / √(variance + epsilon) + beta for every feature, the last dimension; mean and variance are
// the batch's own in training and moving averages otherwise (Ioffe and Szegedy 2015; variances are not corrected for
// the sample, as in Keras).
enum { kGamma, kBeta, kMovingMean, kMovingVariance };

static glia_status infer(glia_layer *layer) {
  layer->out = layer->in;
  glia_shape feature = {1, {glia_layer_last_dim(layer)}};
  glia_layer_add_tensor(layer, GLIA_GAMMA, feature, 1);
  glia_layer_add_tensor(layer, GLIA_BETA, feature, 1);
  glia_layer_add_tensor(layer, GLIA_MOVING_MEAN, feature, 0);
  glia_layer_add_tensor(layer, GLIA_MOVING_VARIANCE, feature, 0);
  return GLIA_OK;
}

// The batch's mean (C), its variance (C), and x normalised (N, IN).
static size_t kept(const glia_layer *layer, size_t N) { return 2 * glia_layer_last_dim(layer) + N * layer->IN; }

static void init(const glia_layer *layer, glia_rng *rng) {
  (void)rng;
  for (size_t j = 0; j < glia_layer_last_dim(layer); j++) {
    layer->tensor[kGamma].value[j] = layer->tensor[kMovingVariance].value[j] = 1.0f;
    layer->tensor[kBeta].value[j] = layer->tensor[kMovingMean].value[j] = 0.0f;
  }
}

// A variance beyond a float must be seen as what it is, not pass as a deviation that flattens everything to beta.
static float inverse_deviation(const glia_layer *layer, float variance) {
  return __builtin_isfinite(variance) ? 1.0f / __builtin_sqrtf(variance + layer->spec.epsilon) : __builtin_nanf("");
}

static void measure(float *mean, float *variance, const float *x, size_t ROWS, size_t C) {
  for (size_t j = 0; j < C; j++) {
    double sum = 0, squares = 0;
    for (size_t i = 0; i < ROWS; i++)
      sum += (double)x[i * C + j];
    double m = sum / (double)ROWS;
    for (size_t i = 0; i < ROWS; i++)
      squares += ((double)x[i * C + j] - m) * ((double)x[i * C + j] - m);
    mean[j] = (float)m;
    variance[j] = (float)(squares / (double)ROWS);
  }
}

static void forward(const glia_layer *layer, float *y, const float *x, const glia_pass *pass) {
  size_t C = glia_layer_last_dim(layer), ROWS = pass->N * layer->IN / C;
  const float *gamma = layer->tensor[kGamma].value; // (C)
  const float *beta = layer->tensor[kBeta].value;   // (C)
  const float *mean = layer->tensor[kMovingMean].value;
  const float *variance = layer->tensor[kMovingVariance].value;
  float *normal = layer->kept + 2 * C; // (ROWS, C)
  if (pass->training) {
    measure(layer->kept, layer->kept + C, x, ROWS, C);
    mean = layer->kept;
    variance = layer->kept + C;
  }
  for (size_t j = 0; j < C; j++) {
    float inverse = inverse_deviation(layer, variance[j]);
    for (size_t i = j; i < ROWS * C; i += C) {
      normal[i] = (x[i] - mean[j]) * inverse;
      y[i] = gamma[j] * normal[i] + beta[j];
    }
  }
}

static void backward(const glia_layer *layer, float *dx, const float *x, const float *y, float *dy,
                     const glia_pass *pass) {
  (void)x, (void)y;
  size_t C = glia_layer_last_dim(layer), ROWS = pass->N * layer->IN / C;
  const float *gamma = layer->tensor[kGamma].value;
  const float *variance = pass->training ? layer->kept + C : layer->tensor[kMovingVariance].value;
  const float *normal = layer->kept + 2 * C; // (ROWS, C)
  for (size_t j = 0; j < C; j++) {
    float dbeta = 0.0f, dgamma = 0.0f;
    for (size_t i = j; i < ROWS * C; i += C) {
      dbeta += dy[i];
      dgamma += dy[i] * normal[i];
    }
    if (pass->want_gradient) {
      layer->tensor[kBeta].d[j] = dbeta;
      layer->tensor[kGamma].d[j] = dgamma;
    }
    if (!dx)
      continue;
    float slope = gamma[j] * inverse_deviation(layer, variance[j]);
    // The batch's mean and variance follow x as well; moving averages do not.
    float share = pass->training ? 1.0f / (float)ROWS : 0.0f;
    for (size_t i = j; i < ROWS * C; i += C)
      dx[i] = slope * (dy[i] - share * (dbeta + normal[i] * dgamma));
  }
}

static void settle(const glia_layer *layer, const glia_pass *pass) {
  (void)pass;
  size_t C = glia_layer_last_dim(layer);
  float momentum = layer->spec.momentum;
  float *mean = layer->tensor[kMovingMean].value;
  float *variance = layer->tensor[kMovingVariance].value;
  for (size_t j = 0; j < C; j++) {
    mean[j] = momentum * mean[j] + (1.0f - momentum) * layer->kept[j];
    variance[j] = momentum * variance[j] + (1.0f - momentum) * layer->kept[C + j];
  }
}

const glia_layer_kind glia_batch_norm = {
    .infer = infer, .kept = kept, .init = init, .forward = forward, .backward = backward, .settle = settle};
