#include "networks.h"

#include <string.h>

planned *plan(const glia_spec *spec) {
  planned *p = calloc(1, sizeof *p);
  glia_arena measure = {NULL, SIZE_MAX, 0, 0};
  glia_status status = glia_network_plan(&p->net, &measure, spec);
  CHECK(status == GLIA_OK, "status %d at %d", status, p->net.error_index);
  p->bytes = measure.used;
  p->memory = aligned_alloc(64, (measure.used + 63) / 64 * 64);
  memset(p->memory, 0xff, measure.used); // NaN wherever something is read before it is written
  glia_arena arena = {p->memory, measure.used, 0, 0};
  status = glia_network_plan(&p->net, &arena, spec);
  CHECK(status == GLIA_OK && arena.used == measure.used, "the second plan differs");
  glia_network_init(&p->net);
  return p;
}

void discard(planned *p) {
  free(p->memory);
  free(p);
}

glia_layer_spec dense(int32_t units, glia_activation_type f, int bias) {
  return (glia_layer_spec){
      .type = GLIA_DENSE,
      .activation = f,
      .units = units,
      .trainable = 1,
      .use_bias = bias,
      .kernel_initializer = GLIA_GLOROT_UNIFORM,
      .bias_initializer = GLIA_RANDOM_UNIFORM,
      .alpha = 0.3f,
  };
}

glia_activation_type any_slope(glia_rng *rng) {
  glia_activation_type f;
  do
    f = (glia_activation_type)glia_rng_below(rng, GLIA_ACTIVATIONS);
  while (f == GLIA_STEP);
  return f;
}

// The activation that the loss wants at the end.
static glia_activation_type last_activation(glia_rng *rng, glia_loss_type loss) {
  glia_activation_type partner = glia_loss_partner(loss);
  return partner == GLIA_IDENTITY ? any_slope(rng) : partner;
}

static int32_t up_to(glia_rng *rng, uint32_t most) { return 1 + (int32_t)glia_rng_below(rng, most); }

glia_layer_spec conv2d(glia_rng *rng, int32_t filters, glia_activation_type f) {
  glia_layer_spec spec = dense(filters, f, (int)glia_rng_below(rng, 2));
  spec.type = GLIA_CONV2D;
  spec.kernel_height = up_to(rng, 3);
  spec.kernel_width = up_to(rng, 3);
  spec.stride_height = up_to(rng, 2);
  spec.stride_width = up_to(rng, 2);
  spec.same_padding = 1; // no size is too small for it
  return spec;
}

// Images, up to 6 × 6 × 3, and layers that take them, ending in a flat one.
static glia_layer_spec *image_layers(glia_rng *rng, glia_spec *spec, glia_layer_spec *layer) {
  spec->rank = 3;
  spec->input[0] = up_to(rng, 6);
  spec->input[1] = up_to(rng, 6);
  spec->input[2] = up_to(rng, 3);
  if (glia_rng_below(rng, 3) == 0) { // what a convolution computes as well
    spec->input[0] = 1 + up_to(rng, 5);
    spec->input[1] = 1 + up_to(rng, 5);
    *layer = conv2d(rng, up_to(rng, 11), GLIA_RELU);
    layer->stride_height = layer->stride_width = 1;
    layer++;
    *layer++ = (glia_layer_spec){
        .type = GLIA_MAX_POOL2D, .kernel_height = 2, .kernel_width = 2, .stride_height = 2, .stride_width = 2};
  }
  for (size_t i = glia_rng_below(rng, 3); i > 0; i--) {
    int norm = (int)glia_rng_below(rng, 2);
    *layer++ = conv2d(rng, up_to(rng, 4), norm ? GLIA_IDENTITY : any_slope(rng));
    layer[-1].l2 = glia_rng_below(rng, 2) ? 0.01f : 0.0f;
    if (norm)
      *layer++ = (glia_layer_spec){.type = GLIA_BATCH_NORM, .trainable = 1, .momentum = 0.9f, .epsilon = 0.1f};
    if (glia_rng_below(rng, 3) == 0)
      *layer++ = (glia_layer_spec){.type = GLIA_DROPOUT, .rate = 0.4f};
    if (glia_rng_below(rng, 2)) {
      *layer = conv2d(rng, 0, GLIA_IDENTITY);
      layer++->type = glia_rng_below(rng, 2) ? GLIA_MAX_POOL2D : GLIA_AVG_POOL2D;
    }
  }
  *layer++ = (glia_layer_spec){.type = glia_rng_below(rng, 2) ? GLIA_FLATTEN : GLIA_GLOBAL_AVG_POOL2D};
  return layer;
}

glia_spec random_spec(glia_rng *rng, glia_loss_type loss) {
  glia_spec spec = {.rank = 1, .batch_size = kBatch, .loss = loss, .optimizer = {.learning_rate = 0.1f}};
  spec.seed = glia_rng_next(rng);
  spec.input[0] = 1 + (int32_t)glia_rng_below(rng, 13);
  glia_layer_spec *layer = spec.layer;
  if (glia_rng_below(rng, 2)) {
    layer = image_layers(rng, &spec, layer);
  } else if (glia_rng_below(rng, 2)) {
    spec.rank = 3;
    spec.input[1] = 2;
    spec.input[2] = 1 + (int32_t)glia_rng_below(rng, 2);
    *layer++ = (glia_layer_spec){.type = GLIA_ACTIVATION, .activation = any_slope(rng), .alpha = 0.3f};
    *layer++ = (glia_layer_spec){.type = GLIA_FLATTEN};
  }
  if (glia_rng_below(rng, 2))
    *layer++ = (glia_layer_spec){.type = GLIA_RESCALING, .scale = 1.7f, .offset = -0.2f};
  if (glia_rng_below(rng, 3) == 0)
    *layer++ = (glia_layer_spec){.type = GLIA_NORMALIZATION};
  for (size_t i = glia_rng_below(rng, 3); i > 0; i--) {
    *layer++ = dense(1 + (int32_t)glia_rng_below(rng, 19), any_slope(rng), (int)glia_rng_below(rng, 2));
    layer[-1].l2 = glia_rng_below(rng, 2) ? 0.01f : 0.0f;
    if (glia_rng_below(rng, 3) == 0)
      *layer++ = (glia_layer_spec){.type = GLIA_BATCH_NORM, .trainable = 1, .momentum = 0.9f, .epsilon = 0.1f};
    if (glia_rng_below(rng, 3) == 0)
      *layer++ = (glia_layer_spec){.type = GLIA_DROPOUT, .rate = 0.4f};
  }
  int32_t units = 1 + (int32_t)glia_rng_below(rng, 11);
  if (glia_rng_below(rng, 2)) { // the last activation in a layer of its own
    *layer++ = dense(units, GLIA_IDENTITY, 1);
    *layer++ = (glia_layer_spec){.type = GLIA_ACTIVATION, .activation = last_activation(rng, loss), .alpha = 0.3f};
  } else {
    *layer++ = dense(units, last_activation(rng, loss), 1);
  }
  spec.layers = (int32_t)(layer - spec.layer);
  if (glia_rng_below(rng, 3) == 0) // frozen, which only layers with parameters heed
    spec.layer[glia_rng_below(rng, (uint32_t)spec.layers)].trainable = 0;
  return spec;
}

void pool_first(glia_spec *spec) {
  if (spec->rank != 3)
    return;
  memmove(spec->layer + 1, spec->layer, (size_t)spec->layers++ * sizeof *spec->layer);
  spec->layer[0] = (glia_layer_spec){
      .type = GLIA_MAX_POOL2D,
      .kernel_height = 2,
      .kernel_width = 3,
      .stride_height = 1,
      .stride_width = 1,
      .same_padding = 1,
  };
}

void fill(glia_network *net, glia_rng *rng, size_t N) {
  for (size_t i = 0; i < N * net->IN; i++)
    net->input[i] = between(rng, -2.0f, 2.0f);
  for (size_t n = 0; n < N; n++) {
    if (glia_loss_is_sparse(net->spec.loss)) {
      ((int32_t *)net->target)[n] = (int32_t)glia_rng_below(rng, (uint32_t)net->OUT);
      continue;
    }
    float *row = (float *)net->target + n * net->OUT;
    for (size_t j = 0; j < net->OUT; j++)
      row[j] = between(rng, 0.0f, 1.0f);
  }
  int classes = glia_loss_partner(net->spec.loss) == GLIA_SOFTMAX ||
                (net->spec.loss == GLIA_BINARY_CROSSENTROPY && net->OUT == 1);
  net->weighted = classes && (int)glia_rng_below(rng, 2);
  for (size_t j = 0; j < glia_max(net->OUT, 2); j++)
    net->class_weight[j] = between(rng, 0.2f, 3.0f);
  for (size_t i = net->trainable; i < net->parameters; i++) // means and variances
    net->value[i] = between(rng, 0.5f, 1.5f);
  for (size_t l = 0; l < net->layers; l++) // gammas and betas: a beta of 0 puts relu on its kink
    for (size_t t = 0; net->spec.layer[l].type == GLIA_BATCH_NORM && t < 2; t++)
      for (size_t i = 0; i < net->layer[l].tensor[t].size; i++)
        net->layer[l].tensor[t].value[i] = between(rng, 0.5f, 1.5f);
  glia_network_parameters_changed(net);
}

void widen(double *w, const float *x, size_t SIZE) {
  for (size_t i = 0; i < SIZE; i++)
    w[i] = (double)x[i];
}
