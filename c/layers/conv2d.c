#include "../kernels/conv.h"
#include "initializer.h"
#include "layers.h"
#include "nonlinearity.h"

#include <string.h>

static glia_window window_of(const glia_layer *layer) {
  const glia_layer_spec *spec = &layer->spec;
  glia_window w = {
      .H = layer->in.dim[0],
      .W = layer->in.dim[1],
      .C = layer->in.dim[2],
      .KH = (size_t)spec->kernel_height,
      .KW = (size_t)spec->kernel_width,
      .SH = (size_t)spec->stride_height,
      .SW = (size_t)spec->stride_width,
  };
  glia_window_place(&w, spec->same_padding);
  return w;
}

static size_t filters(const glia_layer *layer) { return (size_t)layer->spec.units; }

static glia_status infer(glia_layer *layer) {
  if (layer->in.rank != 3)
    return GLIA_ERROR_SHAPE;
  glia_window w = window_of(layer);
  if (w.OH == 0 || w.OW == 0)
    return GLIA_ERROR_SHAPE;
  layer->out = (glia_shape){3, {w.OH, w.OW, filters(layer)}};
  glia_layer_add_tensor(layer, GLIA_KERNEL, (glia_shape){4, {w.KH, w.KW, w.C, filters(layer)}}, layer->spec.trainable);
  if (layer->spec.use_bias)
    glia_layer_add_tensor(layer, GLIA_BIAS, (glia_shape){1, {filters(layer)}}, layer->spec.trainable);
  return GLIA_OK;
}

// For prediction: a batchNorm, which then is a scale and a shift, or after relu a pool of the largest of every 2 × 2.
static int fuses(const glia_layer *layer, const glia_layer *next) {
  glia_activation_type f = layer->spec.activation;
  return (f == GLIA_IDENTITY && next->kind->affine) ||
         (f == GLIA_RELU && next->kind->halves && next->kind->halves(next));
}

// What the kernels need, and in a pass that fuses, a kernel and a bias with the batchNorm in them.
static size_t scratch(const glia_layer *layer, size_t N) {
  (void)N;
  glia_window w = window_of(layer);
  size_t folded = layer->fused_next ? layer->tensor[0].size + 2 * filters(layer) : 0;
  return glia_conv_scratch(&w, filters(layer)) + folded;
}

static void init(const glia_layer *layer, glia_rng *rng) {
  const glia_tensor *kernel = &layer->tensor[0];
  const glia_tensor *bias = &layer->tensor[1];
  size_t PLACES = kernel->shape.dim[0] * kernel->shape.dim[1];
  size_t FAN_IN = PLACES * kernel->shape.dim[2], FAN_OUT = PLACES * filters(layer);
  glia_initialize(kernel->value, layer->spec.kernel_initializer, rng, kernel->size, FAN_IN, FAN_OUT);
  if (layer->spec.use_bias)
    glia_initialize(bias->value, layer->spec.bias_initializer, rng, bias->size, FAN_IN, FAN_OUT);
}

// kernel and bias of the convolution with the batchNorm behind it: scale · (x ∗ kernel + bias) + shift
static void fold(float *restrict kernel, float *restrict bias, float *restrict scale, const glia_layer *layer) {
  size_t OUT = filters(layer);
  const float *own = layer->tensor[0].value;
  layer->fused_next->kind->affine(layer->fused_next, scale, bias);
  for (size_t i = 0; i < layer->tensor[0].size; i++)
    kernel[i] = own[i] * scale[i % OUT];
  for (size_t j = 0; layer->spec.use_bias && j < OUT; j++)
    bias[j] += layer->tensor[1].value[j] * scale[j];
}

static void forward(const glia_layer *layer, float *y, const float *x, const glia_pass *pass) {
  glia_window w = window_of(layer);
  size_t OUT = filters(layer), PIXELS = w.OH * w.OW;
  const float *kernel = layer->tensor[0].value;                             // (KH, KW, C, OUT)
  const float *bias = layer->spec.use_bias ? layer->tensor[1].value : NULL; // (OUT)
  float *room = pass->scratch;
  const glia_layer *last = pass->fuse ? layer->fused_next : layer;
  int pooled = pass->fuse && !last->kind->affine;
  if (pass->fuse && !pooled) {
    float *own_bias = room + layer->tensor[0].size;
    fold(room, own_bias, own_bias + OUT, layer);
    kernel = room;
    bias = own_bias;
    room = own_bias + 2 * OUT;
  }
  for (size_t n = 0; n < pass->N; n++, y += last->OUT, x += layer->IN) {
    glia_conv(y, x, kernel, bias, pooled, &w, room, OUT);
    if (!pooled)
      glia_nonlinearity(y, y, layer->spec.activation, layer->spec.alpha, PIXELS, OUT);
  }
}

static void backward(const glia_layer *layer, float *dx, const float *x, const float *y, float *dy,
                     const glia_pass *pass) {
  glia_window w = window_of(layer);
  size_t OUT = filters(layer), PIXELS = w.OH * w.OW;
  const glia_tensor *kernel = &layer->tensor[0];
  int wants_gradient = pass->training && layer->spec.trainable;
  glia_nonlinearity_backward(dy, y, dy, layer->spec.activation, layer->spec.alpha, pass->N * PIXELS, OUT);
  if (wants_gradient) {
    memset(kernel->d, 0, kernel->size * sizeof *kernel->d);
    if (layer->spec.use_bias)
      glia_sum_rows(layer->tensor[1].d, dy, pass->N * PIXELS, OUT);
  }
  for (size_t n = 0; n < pass->N; n++) {
    const float *dy_n = dy + n * layer->OUT;
    if (wants_gradient)
      glia_conv_dkernel(kernel->d, x + n * layer->IN, dy_n, &w, pass->scratch, OUT);
    if (dx)
      glia_conv_dx(dx + n * layer->IN, dy_n, kernel->value, &w, pass->scratch, OUT);
  }
}

const glia_layer_kind glia_conv2d = {.infer = infer,
                                     .scratch = scratch,
                                     .init = init,
                                     .forward = forward,
                                     .backward = backward,
                                     .fuses = fuses,
                                     .activates = 1};
