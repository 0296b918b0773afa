// Networks for tests: planned in memory of their own, their layers, data and parameters random.
#ifndef GLIA_TESTS_NETWORKS_H
#define GLIA_TESTS_NETWORKS_H

#include "check.h"
#include "reference.h"

typedef struct {
  glia_network net;
  void *memory;
  size_t bytes;
} planned;

// To be given to discard.
planned *plan(const glia_spec *spec);
void discard(planned *p);

glia_layer_spec dense(int32_t units, glia_activation_type f, int bias);
glia_layer_spec conv2d(glia_rng *rng, int32_t filters, glia_activation_type f);

// Any activation but step, which stops gradients.
glia_activation_type any_slope(glia_rng *rng);

// Any shape, any layers, any activations, the loss given.
glia_spec random_spec(glia_rng *rng, glia_loss_type loss);

// Puts a max pool that leaves the size as it is in front of layers that take images.
void pool_first(glia_spec *spec);

// Draws N samples, their targets and class weights, and what is not drawn by the network itself.
void fill(glia_network *net, glia_rng *rng, size_t N);

void widen(double *w, const float *x, size_t SIZE);

#endif
