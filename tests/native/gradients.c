// Outputs, losses and gradients of whole networks against the reference: every activation, layer and loss that spec.h
// knows on its own, then random networks.
#include "networks.h"

#include <math.h>
#include <string.h>

// Outputs in every mode, the loss, and the parameters' gradients along random directions, of N samples filled in.
static void check_outputs_and_gradients(glia_network *net, glia_rng *rng, size_t N, const char *what) {
  static double w[kMostParameters], moved[kMostParameters], direction[kMostParameters];
  widen(w, net->value, net->trainable);

  for (size_t i = 0; i < 3; i++) {
    glia_mode mode = (glia_mode[]){GLIA_PREDICT, GLIA_LOOK, GLIA_TRAIN}[i];
    static batch y;
    glia_network_forward(net, mode, N);
    for (size_t n = 0; n < N; n++)
      widen(y[n], net->input + n * net->IN, net->IN);
    reference_forward(net, w, y, mode == GLIA_TRAIN, 0, N);
    for (size_t n = 0; n < N; n++)
      for (size_t j = 0; j < net->OUT; j++) {
        double got = (double)net->output[n * net->OUT + j];
        CHECK(fabs(got - y[n][j]) <= 2e-5 * (1 + fabs(y[n][j])), "%s: output %zu: %g, not %g", what, j, got, y[n][j]);
      }
  }

  double truth = reference_loss(net, w, N);
  double got = glia_loss_mean(net->spec.loss, glia_network_loss(net, 1, N), N, net->OUT) + net->penalty;
  CHECK(fabs(got - truth) <= 2e-5 * (1 + fabs(truth)), "%s: loss %g, not %g", what, got, truth);

  glia_status status = glia_network_backward(net, N);
  CHECK(status == GLIA_OK, "%s: status %d", what, status);
  for (size_t round = 0; round < 4; round++) {
    const double h = 1e-7; // short, so that it seldom crosses a kink of relu or of a pool
    double along = 0, size = 0;
    for (size_t i = 0; i < net->trainable; i++) {
      direction[i] = (double)between(rng, -1.0f, 1.0f);
      along += direction[i] * (double)net->d[i];
      size += fabs(direction[i] * (double)net->d[i]);
    }
    double difference = 0;
    for (int side = -1; side <= 1; side += 2) {
      for (size_t i = 0; i < net->trainable; i++)
        moved[i] = w[i] + side * h * direction[i];
      difference += side * reference_loss(net, moved, N);
    }
    difference /= 2 * h;
    CHECK(fabs(along - difference) <= 1e-4 * (0.1 + size), "%s, %zu parameters: gradient %g, not %g", what,
          net->parameters, along, difference);
  }
}

// The derivative of score k by the inputs, of N samples filled in, and nothing else touched.
static void check_input_gradient(glia_network *net, size_t N, size_t k, const char *what) {
  static double w[kMostParameters];
  widen(w, net->value, net->parameters);
  memset(net->d, 0x7f, net->trainable * sizeof *net->d);
  static batch input;
  for (size_t n = 0; n < N; n++)
    widen(input[n], net->input + n * net->IN, net->IN);
  glia_network_forward(net, GLIA_LOOK, N);
  const float *dx = glia_network_input_gradient(net, N, k);
  for (size_t n = 0; n < N; n++)
    for (size_t j = 0; j < net->IN; j++) {
      const double h = 1e-7; // short, so that it seldom crosses a kink of relu or of a pool
      double difference = 0;
      for (int side = -1; side <= 1; side += 2) {
        batch x = {{0}};
        memcpy(x[0], input[n], sizeof x[0]);
        x[0][j] += side * h;
        reference_forward(net, w, x, 0, 1, 1);
        difference += side * x[0][k];
      }
      difference /= 2 * h;
      double got = (double)dx[n * net->IN + j];
      CHECK(fabs(got - difference) <= 1e-4 * (0.1 + fabs(difference)), "%s: input %zu: %g, not %g", what, j, got,
            difference);
    }
  for (size_t t = 0; t < net->trainable; t++)
    CHECK(memcmp(&net->d[t], "\x7f\x7f\x7f\x7f", 4) == 0, "the parameters' gradients were touched");
}

static void check_all(const glia_spec *spec, glia_rng *rng, const char *what) {
  planned *p = plan(spec);
  size_t N = 1 + glia_rng_below(rng, kBatch);
  fill(&p->net, rng, N);
  check_outputs_and_gradients(&p->net, rng, N, what);
  check_input_gradient(&p->net, N, glia_rng_below(rng, (uint32_t)p->net.OUT), what);
  discard(p);
}

// In every layer that has one, in a layer of its own, and at the end.
static void every_activation(void) {
  glia_rng rng = glia_rng_make(31, 0);
  for (glia_activation_type f = 0; f < GLIA_ACTIVATIONS; f++)
    for (size_t round = 0; f != GLIA_STEP && round < 10; round++) {
      glia_spec spec = {.rank = 3, .input = {4, 3, 2}, .layers = 5, .batch_size = kBatch};
      spec.loss = GLIA_MEAN_SQUARED_ERROR;
      spec.layer[0] = conv2d(&rng, 3, f);
      spec.layer[1] = (glia_layer_spec){.type = GLIA_ACTIVATION, .activation = f, .alpha = 0.7f};
      spec.layer[2] = (glia_layer_spec){.type = GLIA_FLATTEN};
      spec.layer[3] = dense(5, f, 1);
      spec.layer[4] = dense(3, f, 1);
      char what[32];
      snprintf(what, sizeof what, "activation %d", (int)f);
      check_all(&spec, &rng, what);
    }
}

// A layer that takes images, dense apart.
static glia_layer_spec one_of(glia_layer_type type, glia_rng *rng) {
  glia_layer_spec spec = conv2d(rng, 3, GLIA_TANH);
  spec.kernel_height = 2;
  spec.kernel_width = 3;
  spec.type = type;
  switch (type) {
  case GLIA_DENSE: return dense(5, GLIA_TANH, 1);
  case GLIA_CONV2D:
  case GLIA_MAX_POOL2D:
  case GLIA_AVG_POOL2D: break;
  case GLIA_ACTIVATION: return (glia_layer_spec){.type = type, .activation = GLIA_TANH};
  case GLIA_RESCALING: return (glia_layer_spec){.type = type, .scale = 1.7f, .offset = -0.2f};
  case GLIA_DROPOUT: return (glia_layer_spec){.type = type, .rate = 0.4f};
  case GLIA_BATCH_NORM: return (glia_layer_spec){.type = type, .trainable = 1, .momentum = 0.9f, .epsilon = 0.1f};
  case GLIA_FLATTEN:
  case GLIA_NORMALIZATION:
  case GLIA_GLOBAL_AVG_POOL2D: return (glia_layer_spec){.type = type};
  }
  return spec;
}

static void every_layer(void) {
  glia_rng rng = glia_rng_make(32, 0);
  for (glia_layer_type type = 0; type < GLIA_LAYER_TYPES; type++)
    for (size_t round = 0; round < 10; round++) {
      glia_spec spec = {.rank = 3, .input = {5, 4, 2}, .batch_size = kBatch, .loss = GLIA_MEAN_SQUARED_ERROR};
      glia_layer_spec *layer = spec.layer;
      *layer++ = conv2d(&rng, 4, GLIA_SIGMOID);
      if (type == GLIA_DENSE)
        *layer++ = (glia_layer_spec){.type = GLIA_FLATTEN};
      *layer++ = one_of(type, &rng);
      *layer++ = (glia_layer_spec){.type = GLIA_FLATTEN};
      *layer++ = dense(3, GLIA_IDENTITY, 1);
      spec.layers = (int32_t)(layer - spec.layer);
      char what[32];
      snprintf(what, sizeof what, "layer type %d", (int)type);
      check_all(&spec, &rng, what);
    }
}

static void every_loss(void) {
  glia_rng rng = glia_rng_make(21, 0);
  for (glia_loss_type loss = 0; loss < GLIA_LOSSES; loss++)
    for (size_t i = 0; i < 60; i++) {
      glia_spec spec = random_spec(&rng, loss);
      if (i % 3 == 0)
        pool_first(&spec);
      char what[32];
      snprintf(what, sizeof what, "loss %d", (int)loss);
      check_all(&spec, &rng, what);
    }
}

// The cross-entropy of logits far apart, where the probability itself has vanished.
static void crossentropy_of_vanished_probabilities(void) {
  for (glia_loss_type loss = GLIA_SPARSE_CATEGORICAL_CROSSENTROPY; loss <= GLIA_CATEGORICAL_CROSSENTROPY; loss++) {
    glia_spec spec = {.rank = 1, .input = {3}, .layers = 1, .batch_size = 1, .loss = loss};
    spec.layer[0] = (glia_layer_spec){.type = GLIA_ACTIVATION, .activation = GLIA_SOFTMAX};
    planned *p = plan(&spec);
    memcpy(p->net.input, (float[]){1000, -1000, 0}, 3 * sizeof(float));
    if (glia_loss_is_sparse(loss))
      *(int32_t *)p->net.target = 1;
    else
      memcpy(p->net.target, (float[]){0, 1, 0}, 3 * sizeof(float));
    glia_network_forward(&p->net, GLIA_PREDICT, 1);
    double sum = glia_network_loss(&p->net, 0, 1);
    CHECK(fabs(sum - 2000) < 1e-3, "loss %d: %g", loss, sum);
    discard(p);
  }
}

const test_case gradient_tests[] = {
    {"gradients: every activation", every_activation},
    {"gradients: every layer", every_layer},
    {"gradients: every loss, in random networks", every_loss},
    {"gradients: cross-entropy of vanished probabilities", crossentropy_of_vanished_probabilities},
    {0},
};
