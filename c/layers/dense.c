#include "../kernels/gemm.h"
#include "initializer.h"
#include "layers.h"
#include "nonlinearity.h"

static glia_status infer(glia_layer *layer) {
  if (layer->in.rank != 1)
    return GLIA_ERROR_SHAPE;
  size_t IN = layer->in.dim[0];
  size_t OUT = (size_t)layer->spec.units;
  layer->out = (glia_shape){1, {OUT}};
  glia_layer_add_tensor(layer, GLIA_KERNEL, (glia_shape){2, {IN, OUT}}, layer->spec.trainable);
  if (layer->spec.use_bias)
    glia_layer_add_tensor(layer, GLIA_BIAS, (glia_shape){1, {OUT}}, layer->spec.trainable);
  return GLIA_OK;
}

static size_t scratch(const glia_layer *layer, size_t N) {
  size_t forward = glia_gemm_scratch(N, layer->OUT, layer->IN);
  size_t dkernel = glia_gemm_scratch(layer->IN, layer->OUT, N);
  size_t dx = glia_gemm_scratch(N, layer->IN, layer->OUT);
  return glia_max(forward, glia_max(dkernel, dx));
}

static void init(const glia_layer *layer, glia_rng *rng) {
  const glia_tensor *kernel = &layer->tensor[0];
  const glia_tensor *bias = &layer->tensor[1];
  glia_initialize(kernel->value, layer->spec.kernel_initializer, rng, kernel->size, layer->IN, layer->OUT);
  if (layer->spec.use_bias)
    glia_initialize(bias->value, layer->spec.bias_initializer, rng, bias->size, layer->IN, layer->OUT);
}

static void forward(const glia_layer *layer, float *y, const float *x, const glia_pass *pass) {
  size_t N = pass->N, IN = layer->IN, OUT = layer->OUT;
  glia_matrix kernel = {layer->tensor[0].value, OUT, 1};                    // (IN, OUT)
  const float *bias = layer->spec.use_bias ? layer->tensor[1].value : NULL; // (OUT)
  glia_gemm(y, (glia_matrix){x, IN, 1}, kernel, pass->finite, bias, pass->scratch, N, OUT, IN);
  glia_nonlinearity(y, y, layer->spec.activation, layer->spec.alpha, N, OUT);
}

static void backward(const glia_layer *layer, float *dx, const float *x, const float *y, float *dy,
                     const glia_pass *pass) {
  size_t N = pass->N, IN = layer->IN, OUT = layer->OUT;
  glia_nonlinearity_backward(dy, y, dy, layer->spec.activation, layer->spec.alpha, N, OUT);
  if (pass->training && layer->spec.trainable) {
    int finite = __builtin_isfinite(glia_largest(dy, N * OUT));
    // dkernel (IN, OUT) = xᵀ · dy
    glia_gemm(layer->tensor[0].d, (glia_matrix){x, 1, IN}, (glia_matrix){dy, OUT, 1}, finite, NULL, pass->scratch, IN,
              OUT, N);
    if (layer->spec.use_bias)
      glia_sum_rows(layer->tensor[1].d, dy, N, OUT);
  }
  if (dx) // dx (N, IN) = dy · kernelᵀ
    glia_gemm(dx, (glia_matrix){dy, OUT, 1}, (glia_matrix){layer->tensor[0].value, 1, OUT}, pass->finite, NULL,
              pass->scratch, N, IN, OUT);
}

const glia_layer_kind glia_dense = {
    .infer = infer, .scratch = scratch, .init = init, .forward = forward, .backward = backward, .activates = 1};
