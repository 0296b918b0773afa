#include "../kernels/elementwise.h"
#include "layers.h"

#include <string.h>

static glia_status infer(glia_layer *layer) {
  layer->out = layer->in;
  return GLIA_OK;
}

// A factor for every element: 0 where it is left out, 1 / (1 − rate) where it stays, so that the mean stays too
// (Srivastava et al. 2014, the inverted form).
static size_t kept(const glia_layer *layer, size_t N) { return N * layer->IN; }

static void forward(const glia_layer *layer, float *y, const float *x, const glia_pass *pass) {
  size_t SIZE = pass->N * layer->IN;
  if (!pass->training) {
    memcpy(y, x, SIZE * sizeof *y);
    return;
  }
  // A stream of its own for every step and layer, so that training can be taken up at any step. The streams below 2^32
  // belong to the parameters and the shuffling.
  glia_rng rng = glia_rng_make(pass->seed, ((uint64_t)(layer->index + 1) << 32) + pass->step);
  float *factor = layer->kept; // (N, IN)
  float rate = layer->spec.rate;
  float stays = 1.0f / (1.0f - rate);
  for (size_t i = 0; i < SIZE; i++)
    factor[i] = glia_rng_uniform(&rng) < rate ? 0.0f : stays;
  glia_multiply(y, x, factor, SIZE);
}

static void backward(const glia_layer *layer, float *dx, const float *x, const float *y, float *dy,
                     const glia_pass *pass) {
  (void)x, (void)y;
  if (!dx)
    return;
  if (pass->training)
    glia_multiply(dx, dy, layer->kept, pass->N * layer->IN);
  else
    memcpy(dx, dy, pass->N * layer->IN * sizeof *dx);
}

const glia_layer_kind glia_dropout = {.infer = infer, .kept = kept, .forward = forward, .backward = backward};
