// Whole networks against a reference of their own: every layer, activation and loss once more, naively and in double
// precision. Its losses differenced along random directions check the engine's gradients.
#include "../../c/dataset.h"
#include "../../c/glia.h"
#include "../../c/layers/layers.h"
#include "check.h"

#include <math.h>
#include <string.h>

enum { kBatch = 9, kWidest = 400, kMostParameters = 8192 };

// ---- the reference

static double act(glia_activation_type f, double x, double alpha) {
  switch (f) {
  case GLIA_STEP: return x > 0;
  case GLIA_SIGMOID: return 1 / (1 + exp(-x));
  case GLIA_TANH: return tanh(x);
  case GLIA_RELU: return x > 0 ? x : 0;
  case GLIA_LEAKY_RELU: return x > 0 ? x : alpha * x;
  default: return x;
  }
}

static void act_rows(double *x, glia_activation_type f, double alpha, size_t SIZE, size_t ROW) {
  if (f != GLIA_SOFTMAX) {
    for (size_t i = 0; i < SIZE; i++)
      x[i] = act(f, x[i], alpha);
    return;
  }
  for (; SIZE > 0; SIZE -= ROW, x += ROW) {
    double max = x[0], sum = 0;
    for (size_t j = 1; j < ROW; j++)
      max = fmax(max, x[j]);
    for (size_t j = 0; j < ROW; j++)
      sum += exp(x[j] - max);
    for (size_t j = 0; j < ROW; j++)
      x[j] = exp(x[j] - max) / sum;
  }
}

typedef double batch[kBatch][kWidest];

// Every feature of the batch, C of them, by mean and variance: the batch's own in training, else the moving ones.
static void reference_batch_norm(const glia_layer *layer, double *const *w, batch x, int training, size_t N, size_t C) {
  for (size_t j = 0; j < C; j++) {
    double mean = w[2][j], variance = w[3][j];
    if (training && layer->spec.trainable) {
      double rows = (double)(N * layer->IN / C);
      mean = variance = 0;
      for (size_t n = 0; n < N; n++)
        for (size_t i = j; i < layer->IN; i += C)
          mean += x[n][i] / rows;
      for (size_t n = 0; n < N; n++)
        for (size_t i = j; i < layer->IN; i += C)
          variance += (x[n][i] - mean) * (x[n][i] - mean) / rows;
    }
    for (size_t n = 0; n < N; n++)
      for (size_t i = j; i < layer->IN; i += C)
        x[n][i] = w[0][j] * (x[n][i] - mean) / sqrt(variance + (double)layer->spec.epsilon) + w[1][j];
  }
}

// Calls `visit` for every pixel of an image (H, W, C) under every window of a convolution or a pool: `to` is the
// window's place among (OH, OW), `from` the pixel's among (H, W), `place` its place in the window.
typedef void visitor(double *y, const double *x, const glia_layer *layer, double *const *w, size_t to, size_t from,
                     size_t place);

static void each_pixel(double *y, const double *x, const glia_layer *layer, double *const *w, visitor *visit) {
  const glia_layer_spec *spec = &layer->spec;
  ptrdiff_t in[2] = {(ptrdiff_t)layer->in.dim[0], (ptrdiff_t)layer->in.dim[1]};
  int global = spec->type == GLIA_GLOBAL_AVG_POOL2D;
  ptrdiff_t out[2] = {global ? 1 : (ptrdiff_t)layer->out.dim[0], global ? 1 : (ptrdiff_t)layer->out.dim[1]};
  ptrdiff_t size[2] = {global ? in[0] : spec->kernel_height, global ? in[1] : spec->kernel_width};
  ptrdiff_t stride[2] = {global ? 1 : spec->stride_height, global ? 1 : spec->stride_width}, before[2] = {0, 0};
  for (size_t d = 0; d < 2; d++) {
    ptrdiff_t missing = (out[d] - 1) * stride[d] + size[d] - in[d];
    before[d] = spec->same_padding && missing > 0 ? missing / 2 : 0;
  }
  for (ptrdiff_t at = 0; at < out[0] * out[1] * size[0] * size[1]; at++) {
    ptrdiff_t place = at % (size[0] * size[1]), to = at / (size[0] * size[1]);
    ptrdiff_t row = to / out[1] * stride[0] + place / size[1] - before[0];
    ptrdiff_t column = to % out[1] * stride[1] + place % size[1] - before[1];
    if (row >= 0 && column >= 0 && row < in[0] && column < in[1])
      visit(y, x, layer, w, (size_t)to, (size_t)(row * in[1] + column), (size_t)place);
  }
}

static void visit_conv(double *y, const double *x, const glia_layer *layer, double *const *w, size_t to, size_t from,
                       size_t place) {
  size_t C = layer->in.dim[2], OUT = layer->out.dim[2];
  for (size_t c = 0; c < C; c++)
    for (size_t o = 0; o < OUT; o++)
      y[to * OUT + o] += x[from * C + c] * w[0][(place * C + c) * OUT + o];
}

static double pooled[kWidest]; // pixels that a window has seen

static void visit_pool(double *y, const double *x, const glia_layer *layer, double *const *w, size_t to, size_t from,
                       size_t place) {
  (void)w, (void)place;
  size_t C = layer->in.dim[2];
  for (size_t c = 0; c < C; c++) {
    double *most = &y[to * C + c], *seen = &pooled[to * C + c], value = x[from * C + c];
    if (layer->spec.type == GLIA_MAX_POOL2D)
      *most = *seen == 0 || value > *most ? value : *most;
    else
      *most = (*most * *seen + value) / (*seen + 1);
    ++*seen;
  }
}

static void reference_image_layer(double *y, const double *x, const glia_layer *layer, double *const *w) {
  memset(pooled, 0, sizeof pooled);
  memset(y, 0, layer->OUT * sizeof *y);
  for (size_t i = 0; layer->spec.type == GLIA_CONV2D && layer->spec.use_bias && i < layer->OUT; i++)
    y[i] = w[1][i % layer->out.dim[2]];
  each_pixel(y, x, layer, w, layer->spec.type == GLIA_CONV2D ? visit_conv : visit_pool);
}

// A layer's tensors: those that are trained out of w, which moves on, the others as they are.
static void take_tensors(double *tensor[GLIA_MAX_TENSORS], const glia_layer *layer, const double **w) {
  static double still[GLIA_MAX_TENSORS][kMostParameters];
  for (size_t t = 0; t < layer->tensors; t++) {
    tensor[t] = still[t];
    for (size_t i = 0; i < layer->tensor[t].size; i++)
      still[t][i] = layer->tensor[t].trainable ? *(*w)++ : (double)layer->tensor[t].value[i];
  }
}

// A batch through the network with trainable parameters w; x becomes the output. The last activation is left out when
// only its argument is wanted. What dropout dropped is read off the network's own last pass.
static void reference_forward(const glia_network *net, const double *w, batch x, int training, int logits, size_t N) {
  for (size_t l = 0; l < net->layers; l++) {
    const glia_layer *layer = &net->layer[l];
    const glia_layer_spec *spec = &net->spec.layer[l];
    size_t ROW = layer->out.dim[layer->out.rank - 1];
    int last = l + 1 == net->layers, dense = spec->type == GLIA_DENSE, conv = spec->type == GLIA_CONV2D;
    double *tensor[GLIA_MAX_TENSORS];
    take_tensors(tensor, layer, &w);
    for (size_t n = 0; n < N; n++) {
      double y[kWidest];
      memcpy(y, x[n], sizeof y);
      if (dense)
        for (size_t o = 0; o < layer->OUT; o++) {
          y[o] = spec->use_bias ? tensor[1][o] : 0;
          for (size_t i = 0; i < layer->IN; i++)
            y[o] += x[n][i] * tensor[0][i * layer->OUT + o];
        }
      if (conv || layer->kind == &glia_pool2d)
        reference_image_layer(y, x[n], layer, tensor);
      for (size_t i = 0; i < layer->IN; i++) {
        if (spec->type == GLIA_RESCALING)
          y[i] = (double)spec->scale * x[n][i] + (double)spec->offset;
        if (spec->type == GLIA_DROPOUT && training)
          y[i] = x[n][i] * (double)layer->kept[n * layer->IN + i];
        if (spec->type == GLIA_NORMALIZATION)
          y[i] = (x[n][i] - tensor[0][i % ROW]) / sqrt(tensor[1][i % ROW]);
      }
      if ((dense || conv || spec->type == GLIA_ACTIVATION) && !(last && logits))
        act_rows(y, spec->activation, (double)spec->alpha, layer->OUT, ROW);
      memcpy(x[n], y, sizeof y);
    }
    if (spec->type == GLIA_BATCH_NORM)
      reference_batch_norm(layer, tensor, x, training, N, ROW);
  }
}

static double reference_sample_loss(const glia_network *net, const double *y, size_t n) {
  size_t OUT = net->OUT;
  const float *row = (const float *)net->target + n * OUT;
  double sum = 0;
  switch (net->spec.loss) {
  case GLIA_SPARSE_CATEGORICAL_CROSSENTROPY: return -log(y[((const int32_t *)net->target)[n]]);
  case GLIA_CATEGORICAL_CROSSENTROPY:
    for (size_t j = 0; j < OUT; j++)
      sum -= (double)row[j] * log(y[j]);
    return sum;
  case GLIA_BINARY_CROSSENTROPY:
    for (size_t j = 0; j < OUT; j++)
      sum -= (double)row[j] * log(y[j]) + (1 - (double)row[j]) * log(1 - y[j]);
    return sum;
  default:
    for (size_t j = 0; j < OUT; j++)
      sum += (y[j] - (double)row[j]) * (y[j] - (double)row[j]);
    return sum;
  }
}

static double reference_weight(const glia_network *net, size_t n) {
  if (!net->weighted)
    return 1;
  if (net->spec.loss == GLIA_SPARSE_CATEGORICAL_CROSSENTROPY)
    return (double)net->class_weight[((const int32_t *)net->target)[n]];
  const float *row = (const float *)net->target + n * net->OUT;
  if (net->OUT == 1)
    return (double)net->class_weight[row[0] >= 0.5f ? 1 : 0];
  size_t best = 0;
  for (size_t j = 1; j < net->OUT; j++)
    if (row[best] < row[j])
      best = j;
  return (double)net->class_weight[best];
}

static double reference_penalty(const glia_network *net, const double *w) {
  double penalty = 0;
  for (size_t l = 0; l < net->layers; l++) {
    const glia_layer *layer = &net->layer[l];
    for (size_t t = 0; t < layer->tensors; t++) {
      if (!layer->tensor[t].trainable)
        continue;
      for (size_t i = 0; t == 0 && i < layer->tensor[t].size; i++)
        penalty += (double)net->spec.layer[l].l2 * w[i] * w[i];
      w += layer->tensor[t].size;
    }
  }
  return penalty;
}

static double reference_loss(const glia_network *net, const double *w, size_t N) {
  batch y = {{0}};
  for (size_t n = 0; n < N; n++)
    for (size_t i = 0; i < net->IN; i++)
      y[n][i] = (double)net->input[n * net->IN + i];
  reference_forward(net, w, y, 1, 0, N);
  double sum = 0;
  for (size_t n = 0; n < N; n++)
    sum += reference_weight(net, n) * reference_sample_loss(net, y[n], n);
  double samples = (double)N, outputs = (double)(N * net->OUT), penalty = reference_penalty(net, w);
  switch (net->spec.loss) {
  case GLIA_BINARY_CROSSENTROPY:
  case GLIA_MEAN_SQUARED_ERROR: return sum / outputs + penalty;
  case GLIA_ROOT_MEAN_SQUARED_ERROR: return sqrt(sum / outputs) + penalty;
  case GLIA_SUM_SQUARED_ERROR: return sum / 2 / samples + penalty;
  default: return sum / samples + penalty;
  }
}

// ---- random networks

typedef struct {
  glia_network net;
  void *memory;
  size_t bytes;
} planned;

static planned *plan(const glia_spec *spec) {
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

static void discard(planned *p) {
  free(p->memory);
  free(p);
}

static glia_layer_spec dense(int32_t units, glia_activation_type f, int bias) {
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

static glia_activation_type any_slope(glia_rng *rng) {
  const glia_activation_type all[] = {GLIA_IDENTITY, GLIA_SIGMOID, GLIA_TANH, GLIA_RELU, GLIA_LEAKY_RELU, GLIA_SOFTMAX};
  return all[glia_rng_below(rng, 6)];
}

// The activation that the loss wants at the end.
static glia_activation_type last_activation(glia_rng *rng, glia_loss_type loss) {
  glia_activation_type partner = glia_loss_partner(loss);
  return partner == GLIA_IDENTITY ? any_slope(rng) : partner;
}

static int32_t up_to(glia_rng *rng, uint32_t most) { return 1 + (int32_t)glia_rng_below(rng, most); }

static glia_layer_spec conv2d(glia_rng *rng, int32_t filters, glia_activation_type f) {
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
  if (glia_rng_below(rng, 3) == 0) { // what a convolution takes along
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

// Any shape, any layers, any activations, the loss given.
static glia_spec random_spec(glia_rng *rng, glia_loss_type loss) {
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
    *layer++ =
        (glia_layer_spec){.type = GLIA_ACTIVATION, .activation = last_activation(rng, loss), .alpha = 0.3f};
  } else {
    *layer++ = dense(units, last_activation(rng, loss), 1);
  }
  spec.layers = (int32_t)(layer - spec.layer);
  if (glia_rng_below(rng, 3) == 0) // frozen, which only layers with parameters heed
    spec.layer[glia_rng_below(rng, (uint32_t)spec.layers)].trainable = 0;
  return spec;
}

// Puts a max pool that leaves the size as it is in front of layers that take images.
static void pool_first(glia_spec *spec) {
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

static void fill(glia_network *net, glia_rng *rng, size_t N) {
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
  int classes =
      net->spec.loss <= GLIA_CATEGORICAL_CROSSENTROPY || (net->spec.loss == GLIA_BINARY_CROSSENTROPY && net->OUT == 1);
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

static void widen(double *w, const float *x, size_t SIZE) {
  for (size_t i = 0; i < SIZE; i++)
    w[i] = (double)x[i];
}

// ---- the tests

static void try_network(glia_rng *rng, glia_loss_type loss) {
  glia_spec spec = random_spec(rng, loss);
  planned *p = plan(&spec);
  glia_network *net = &p->net;
  size_t N = 1 + glia_rng_below(rng, kBatch);
  fill(net, rng, N);
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
        CHECK(fabs(got - y[n][j]) <= 2e-5 * (1 + fabs(y[n][j])), "output %zu: %g, not %g", j, got, y[n][j]);
      }
  }

  double truth = reference_loss(net, w, N);
  double got = glia_loss_mean(loss, glia_network_loss(net, 1, N), N, net->OUT) + net->penalty;
  CHECK(fabs(got - truth) <= 2e-5 * (1 + fabs(truth)), "loss %d: %g, not %g", loss, got, truth);

  glia_status status = glia_network_backward(net, N);
  CHECK(status == GLIA_OK, "status %d", status);
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
    CHECK(fabs(along - difference) <= 1e-4 * (0.1 + size), "loss %d, %zu parameters: %g, not %g", loss, net->parameters,
          along, difference);
  }
  discard(p);
}

static void outputs_losses_and_gradients(void) {
  glia_rng rng = glia_rng_make(21, 0);
  for (glia_loss_type loss = GLIA_SPARSE_CATEGORICAL_CROSSENTROPY; loss <= GLIA_SUM_SQUARED_ERROR; loss++)
    for (size_t i = 0; i < 60; i++)
      try_network(&rng, loss);
}

static void input_gradients(void) {
  glia_rng rng = glia_rng_make(22, 0);
  for (size_t i = 0; i < 60; i++) {
    glia_spec spec = random_spec(&rng, (glia_loss_type)glia_rng_below(&rng, 6));
    if (i % 3 == 0)
      pool_first(&spec);
    planned *p = plan(&spec);
    glia_network *net = &p->net;
    size_t N = 1 + glia_rng_below(&rng, kBatch), k = glia_rng_below(&rng, (uint32_t)net->OUT);
    fill(net, &rng, N);
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
        CHECK(fabs(got - difference) <= 1e-4 * (0.1 + fabs(difference)), "input %zu: %g, not %g", j, got, difference);
      }
    for (size_t t = 0; t < net->trainable; t++)
      CHECK(memcmp(&net->d[t], "\x7f\x7f\x7f\x7f", 4) == 0, "the parameters' gradients were touched");
    discard(p);
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

// One parameter by PyTorch's formulas (torch.optim) in double precision; a and b are what the optimiser keeps of it.
static double pytorch(const glia_optimizer *o, double w, double g, double *a, double *b, size_t step) {
  double rate = (double)o->learning_rate, decay = (double)o->weight_decay, momentum = (double)o->momentum;
  double beta1 = (double)o->beta1, beta2 = (double)o->beta2, epsilon = (double)o->epsilon;
  if (o->type == GLIA_ADAMW)
    w *= 1 - rate * decay;
  else
    g += decay * w;
  switch (o->type) {
  case GLIA_SGD: *a = step == 1 ? g : momentum * *a + g; return w - rate * (o->nesterov ? g + momentum * *a : *a);
  case GLIA_ADAGRAD: *a += g * g; return w - rate * g / (sqrt(*a) + epsilon);
  case GLIA_RMSPROP:
    *a = (double)o->rho * *a + (1 - (double)o->rho) * g * g;
    *b = momentum * *b + g / (sqrt(*a) + epsilon);
    return w - rate * *b;
  default:
    *a = beta1 * *a + (1 - beta1) * g;
    *b = beta2 * *b + (1 - beta2) * g * g;
    return w - rate / (1 - pow(beta1, (double)step)) * *a / (sqrt(*b) / sqrt(1 - pow(beta2, (double)step)) + epsilon);
  }
}

static void ten_steps_as_pytorch(void) {
  const glia_optimizer kinds[] = {
      {.type = GLIA_SGD},
      {.type = GLIA_SGD, .momentum = 0.9f},
      {.type = GLIA_SGD, .momentum = 0.9f, .nesterov = 1},
      {.type = GLIA_SGD, .weight_decay = 0.1f},
      {.type = GLIA_SGD, .momentum = 0.9f, .weight_decay = 0.1f, .nesterov = 1},
      {.type = GLIA_SGD, .momentum = 0.9f, .clip_norm = 0.05f},
      {.type = GLIA_ADAGRAD, .epsilon = 1e-10f},
      {.type = GLIA_ADAGRAD, .epsilon = 1e-10f, .weight_decay = 0.1f},
      {.type = GLIA_RMSPROP, .rho = 0.99f, .epsilon = 1e-8f},
      {.type = GLIA_RMSPROP, .rho = 0.9f, .epsilon = 1e-8f, .momentum = 0.9f, .weight_decay = 0.1f},
      {.type = GLIA_ADAM, .beta1 = 0.9f, .beta2 = 0.999f, .epsilon = 1e-8f},
      {.type = GLIA_ADAM, .beta1 = 0.8f, .beta2 = 0.99f, .epsilon = 1e-4f, .weight_decay = 0.1f},
      {.type = GLIA_ADAMW, .beta1 = 0.9f, .beta2 = 0.999f, .epsilon = 1e-8f, .weight_decay = 0.1f},
      {.type = GLIA_ADAMW, .beta1 = 0.9f, .beta2 = 0.999f, .epsilon = 1e-8f, .clip_norm = 0.05f},
  };
  for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
    glia_spec spec = {.optimizer = kinds[kind]};
    spec.rank = 1;
    spec.input[0] = 7;
    spec.layers = 2;
    spec.batch_size = 5;
    spec.loss = GLIA_MEAN_SQUARED_ERROR;
    spec.optimizer.learning_rate = 0.05f;
    spec.layer[0] = dense(6, GLIA_TANH, 1);
    spec.layer[1] = dense(3, GLIA_IDENTITY, 1);
    planned *p = plan(&spec);
    glia_network *net = &p->net;
    glia_rng rng = glia_rng_make(23, kind);
    static double w[kMostParameters], kept[2][kMostParameters];
    widen(w, net->value, net->parameters);
    memset(kept, 0, sizeof kept);
    for (size_t step = 1; step <= 10; step++) {
      fill(net, &rng, 5);
      double sum, squares = 0;
      glia_status status = glia_network_train(net, &sum, 5);
      CHECK(status == GLIA_OK, "status %d", status);
      for (size_t i = 0; i < net->trainable; i++)
        squares += (double)net->d[i] * (double)net->d[i];
      double scale = spec.optimizer.clip_norm > 0 ? fmin(1, (double)spec.optimizer.clip_norm / (sqrt(squares) + 1e-6)) : 1;
      CHECK(spec.optimizer.clip_norm == 0.0f || scale < 1, "nothing to clip");
      for (size_t i = 0; i < net->trainable; i++) {
        w[i] = pytorch(&spec.optimizer, w[i], scale * (double)net->d[i], &kept[0][i], &kept[1][i], step);
        double got = (double)net->value[i];
        CHECK(fabs(got - w[i]) <= 1e-5 * fmax(0.1, fabs(w[i])), "kind %zu, step %zu: %g, not %g", kind, step, got,
              w[i]);
      }
    }
    discard(p);
  }
}

// The moving averages follow the batches of training steps, and of nothing else.
static void batch_norm_settles(void) {
  glia_spec spec = {.rank = 1, .input = {2}, .layers = 2, .batch_size = 4, .loss = GLIA_MEAN_SQUARED_ERROR};
  spec.optimizer.learning_rate = 0.1f;
  spec.layer[0] = (glia_layer_spec){.type = GLIA_BATCH_NORM, .trainable = 1, .momentum = 0.9f, .epsilon = 0.001f};
  spec.layer[1] = dense(1, GLIA_IDENTITY, 1);
  planned *p = plan(&spec);
  glia_network *net = &p->net;
  const float *mean = net->layer[0].tensor[2].value, *variance = net->layer[0].tensor[3].value;
  CHECK(mean[0] == 0.0f && variance[0] == 1.0f, "they begin as 0 and 1");
  memcpy(net->input, (float[]){1, 10, 2, 10, 3, 10, 6, 10}, 8 * sizeof(float)); // mean 3, variance 3.5; 10 and 0
  memset(net->target, 0, 4 * sizeof(float));
  glia_network_forward(net, GLIA_PREDICT, 4);
  glia_network_forward(net, GLIA_TRAIN, 4);
  glia_network_backward(net, 4);
  CHECK(mean[0] == 0.0f && variance[1] == 1.0f, "only a step settles");
  double sum;
  CHECK(glia_network_train(net, &sum, 4) == GLIA_OK, "a step");
  CHECK(fabs((double)mean[0] - 0.3) < 1e-6 && fabs((double)mean[1] - 1) < 1e-6, "%g, %g", (double)mean[0],
        (double)mean[1]);
  CHECK(fabs((double)variance[0] - 1.25) < 1e-6 && fabs((double)variance[1] - 0.9) < 1e-6, "%g, %g",
        (double)variance[0], (double)variance[1]);
  discard(p);
}

static void dropout_keeps_the_mean(void) {
  enum { SIZE = 20000 };
  glia_spec spec = {.rank = 1, .input = {SIZE}, .layers = 1, .batch_size = 2, .loss = GLIA_MEAN_SQUARED_ERROR};
  spec.layer[0] = (glia_layer_spec){.type = GLIA_DROPOUT, .rate = 0.3f};
  planned *p = plan(&spec);
  glia_network *net = &p->net;
  for (size_t i = 0; i < SIZE; i++)
    net->input[i] = 1.0f;
  float *first = malloc(SIZE * sizeof *first);
  for (uint32_t step = 0; step < 3; step++) {
    net->step = step;
    glia_network_forward(net, GLIA_TRAIN, 1);
    size_t dropped = 0;
    double sum = 0;
    for (size_t i = 0; i < SIZE; i++) {
      dropped += net->output[i] == 0.0f;
      sum += (double)net->output[i];
    }
    CHECK(fabs((double)dropped / SIZE - 0.3) < 0.015, "%zu dropped", dropped);
    CHECK(fabs(sum / SIZE - 1) < 0.02, "mean %g", sum / SIZE);
    if (step == 0)
      memcpy(first, net->output, SIZE * sizeof *first);
    else
      CHECK(memcmp(first, net->output, SIZE * sizeof *first) != 0, "every step drops others");
  }
  net->step = 0;
  glia_network_forward(net, GLIA_TRAIN, 1);
  CHECK(memcmp(first, net->output, SIZE * sizeof *first) == 0, "the same step drops the same");
  glia_network_forward(net, GLIA_PREDICT, 1);
  CHECK(memcmp(net->input, net->output, SIZE * sizeof *first) == 0, "nothing is dropped outside of training");
  free(first);
  discard(p);
}

static void a_failed_step_changes_nothing(void) {
  glia_spec spec = {.rank = 1, .input = {4}, .layers = 2, .batch_size = 2, .loss = GLIA_SUM_SQUARED_ERROR};
  spec.optimizer.learning_rate = 0.1f;
  spec.optimizer.momentum = 0.9f;
  spec.layer[0] = dense(5, GLIA_TANH, 1);
  spec.layer[1] = dense(3, GLIA_IDENTITY, 1);
  const struct {
    float input, target, rate;
    glia_status status;
    int32_t index;
  } cases[] = {
      {NAN, 0, 0.1f, GLIA_ERROR_LOSS, 0},
      {0.5f, INFINITY, 0.1f, GLIA_ERROR_LOSS, -1},
      {0.5f, 3e38f, 0.1f, GLIA_ERROR_GRADIENT, 0}, // squares that a double holds, gradients that a float does not
      {0.5f, 1e30f, 1e20f, GLIA_ERROR_WEIGHT, 0},  // a step that a weight does not survive
  };
  for (size_t i = 0; i < 4; i++) {
    spec.optimizer.learning_rate = cases[i].rate;
    planned *p = plan(&spec);
    glia_network *net = &p->net;
    for (size_t j = 0; j < net->parameters; j++) // weights so large that a large error overflows on its way down
      net->value[j] *= cases[i].status == GLIA_ERROR_GRADIENT ? 100.0f : 1.0f;
    glia_network_parameters_changed(net);
    for (size_t j = 0; j < 8; j++)
      net->input[j] = cases[i].input;
    for (size_t j = 0; j < 6; j++)
      ((float *)net->target)[j] = cases[i].target;
    float *before = malloc(2 * net->parameters * sizeof *before);
    memcpy(before, net->value, net->parameters * sizeof *before);
    memcpy(before + net->parameters, net->slot[0], net->parameters * sizeof *before);
    double sum;
    glia_status status = glia_network_train(net, &sum, 2);
    CHECK(status == cases[i].status, "case %zu: status %d", i, status);
    CHECK(net->error_index == cases[i].index, "case %zu: index %d", i, net->error_index);
    CHECK(memcmp(before, net->value, net->parameters * sizeof *before) == 0, "case %zu: weights changed", i);
    CHECK(memcmp(before + net->parameters, net->slot[0], net->parameters * sizeof *before) == 0,
          "case %zu: velocity changed", i);
    free(before);
    discard(p);
  }
}

static void step_is_refused_in_training(void) {
  for (int32_t where = 0; where < 3; where++) {
    glia_spec spec = {.rank = 1, .input = {4}, .layers = 3, .batch_size = 2, .loss = GLIA_MEAN_SQUARED_ERROR};
    for (int32_t i = 0; i < 3; i++)
      spec.layer[i] = dense(3, i == where ? GLIA_STEP : GLIA_SIGMOID, 1);
    planned *p = plan(&spec);
    glia_rng rng = glia_rng_make(24, 0);
    fill(&p->net, &rng, 2);
    double sum;
    glia_status status = glia_network_train(&p->net, &sum, 2);
    CHECK(status == GLIA_ERROR_STEP_GRADIENT && p->net.error_index == where, "status %d at %d", status,
          p->net.error_index);
    discard(p);
  }
  // Below the first layer with parameters a step stands in nobody's way.
  glia_spec spec = {.rank = 1, .input = {4}, .layers = 2, .batch_size = 2, .loss = GLIA_MEAN_SQUARED_ERROR};
  spec.layer[0] = (glia_layer_spec){.type = GLIA_ACTIVATION, .activation = GLIA_STEP};
  spec.layer[1] = dense(3, GLIA_SIGMOID, 1);
  planned *p = plan(&spec);
  glia_rng rng = glia_rng_make(25, 0);
  fill(&p->net, &rng, 2);
  double sum;
  CHECK(glia_network_train(&p->net, &sum, 2) == GLIA_OK, "a step before the first weights");
  discard(p);
}

static void impossible_plans_are_refused(void) {
  glia_arena measure = {NULL, INT32_MAX, 0, 0};
  glia_network *net = malloc(sizeof *net);

  glia_spec spec = {.rank = 3, .input = {4, 4, 1}, .layers = 1, .batch_size = 1, .loss = GLIA_MEAN_SQUARED_ERROR};
  spec.layer[0] = dense(3, GLIA_SIGMOID, 1);
  CHECK(glia_network_plan(net, &measure, &spec) == GLIA_ERROR_SHAPE, "dense on three dimensions");

  spec = (glia_spec){.rank = 1, .input = {4}, .layers = 1, .batch_size = 1};
  spec.layer[0] = dense(3, GLIA_SIGMOID, 1);
  CHECK(glia_network_plan(net, &measure, &spec) == GLIA_ERROR_HEAD, "cross-entropy without softmax");

  spec = (glia_spec){.rank = 1, .input = {1 << 24}, .layers = 1, .batch_size = 1, .loss = GLIA_MEAN_SQUARED_ERROR};
  spec.layer[0] = dense(65536, GLIA_SIGMOID, 1);
  CHECK(glia_network_plan(net, &measure, &spec) == GLIA_ERROR_SIZE, "2^40 weights");

  spec = (glia_spec){.rank = 3, .input = {1 << 24, 1 << 24, 1 << 24}, .layers = 1, .batch_size = 65536};
  spec.loss = GLIA_MEAN_SQUARED_ERROR;
  spec.layer[0] = (glia_layer_spec){.type = GLIA_FLATTEN};
  CHECK(glia_network_plan(net, &measure, &spec) == GLIA_ERROR_SIZE, "2^72 inputs");
  free(net);
}

static void batches_are_gathered_in_order(void) {
  glia_rng rng = glia_rng_make(26, 0);
  enum { N = 23, IN = 5 };
  uint8_t bytes[N * IN];
  float numbers[N * IN], scaled[N * IN], x[N * IN];
  int32_t target[N], gathered[N];
  uint32_t order[N];
  for (size_t i = 0; i < N * IN; i++) {
    bytes[i] = (uint8_t)glia_rng_below(&rng, 256);
    numbers[i] = (float)bytes[i];
    scaled[i] = (float)bytes[i] * 0.5f;
  }
  for (int32_t n = 0; n < N; n++)
    target[n] = n;
  for (glia_data_type type = GLIA_BYTES; type <= GLIA_FLOATS; type++) {
    glia_dataset data = {type, type == GLIA_BYTES ? (void *)bytes : (void *)numbers, 0.5f, target, order, N, IN, 1};
    glia_dataset_shuffle(&data, 5, 2);
    for (size_t first = 0; first < N; first += 7)
      glia_dataset_gather(x + first * IN, gathered + first, &data, first, glia_min(7, N - first));
    size_t moved = 0;
    for (size_t n = 0; n < N; n++) {
      CHECK(gathered[n] == (int32_t)order[n], "target %zu", n);
      CHECK(memcmp(x + n * IN, scaled + order[n] * IN, IN * sizeof *x) == 0, "sample %zu", n);
      moved += order[n] != n;
    }
    CHECK(moved > N / 2, "only %zu of %d moved", moved, N);
  }
}

static void initialisers_have_their_moments(void) {
  const struct {
    glia_initializer_type type;
    double mean, variance, limit;
  } kinds[] = {
      {GLIA_ZEROS, 0, 0, 0},
      {GLIA_ONES, 1, 0, 1},
      {GLIA_RANDOM_NORMAL, 0, 1, INFINITY},
      {GLIA_RANDOM_UNIFORM, 0, 0.05 * 0.05 / 3, 0.05},
      {GLIA_GLOROT_UNIFORM, 0, 2.0 / 160, 0.19365},
      {GLIA_GLOROT_NORMAL, 0, 2.0 / 160, INFINITY},
      {GLIA_HE_NORMAL, 0, 2.0 / 100, INFINITY},
      {GLIA_HE_UNIFORM, 0, 2.0 / 100, 0.24495},
  };
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    glia_spec spec = {.rank = 1, .input = {100}, .layers = 1, .batch_size = 1, .loss = GLIA_MEAN_SQUARED_ERROR};
    spec.layer[0] = dense(60, GLIA_IDENTITY, 0);
    spec.layer[0].kernel_initializer = kinds[k].type;
    planned *p = plan(&spec);
    double sum = 0, squares = 0, most = 0, N = 6000;
    for (size_t i = 0; i < 6000; i++) {
      double w = (double)p->net.value[i];
      sum += w;
      squares += w * w;
      most = fmax(most, fabs(w));
    }
    double mean = sum / N, variance = squares / N - mean * mean;
    double deviation = sqrt(kinds[k].variance);
    CHECK(fabs(mean - kinds[k].mean) <= 4 * deviation / sqrt(N), "kind %zu: mean %g", k, mean);
    CHECK(fabs(variance - kinds[k].variance) <= 0.08 * kinds[k].variance, "kind %zu: variance %g", k, variance);
    CHECK(most <= kinds[k].limit, "kind %zu: %g", k, most);
    discard(p);
  }
}

// A buffer of exactly SIZE floats, NaN, until give_back.
static float *own[64];
static size_t owned;

static float *exactly(size_t SIZE) { return own[owned++] = floats(NULL, SIZE); }

static void give_back(void) {
  while (owned > 0)
    free(own[--owned]);
}

static float *move(const float *from, size_t SIZE) { return memcpy(exactly(SIZE), from, SIZE * sizeof *from); }

// Gives every buffer of a network memory of its own, which nothing shares: what the plan has to be as good as. The
// sanitizers see an element too far in each of them.
static void set_apart(glia_network *net) {
  size_t N = net->BATCH, scratch = net->IN, widest = net->IN;
  const float *value = net->value, *d = net->d;
  net->value = move(value, net->parameters);
  net->d = move(d, net->trainable);
  for (size_t s = 0; s < GLIA_MAX_SLOTS; s++)
    net->slot[s] = net->slot[s] ? move(net->slot[s], net->trainable) : NULL;
  float *x = net->input = exactly(N * net->IN);
  for (size_t i = 0; i < net->layers; i++) {
    glia_layer *layer = &net->layer[i];
    for (size_t t = 0; t < layer->tensors; t++) {
      glia_tensor *tensor = &layer->tensor[t];
      tensor->value = net->value + (tensor->value - value);
      tensor->d = tensor->trainable ? net->d + (tensor->d - d) : NULL;
    }
    layer->y = x = layer->kind->forward ? exactly(N * layer->OUT) : x;
    layer->kept = layer->kind->kept ? exactly(layer->kind->kept(layer, N)) : NULL;
    scratch = glia_max(scratch, layer->kind->scratch ? layer->kind->scratch(layer, N) : 0);
    widest = glia_max(widest, layer->OUT);
  }
  net->output = net->head == GLIA_IDENTITY ? x : exactly(N * net->OUT);
  net->target = exactly(N * net->OUT);
  net->class_weight = exactly(glia_max(net->OUT, 2));
  net->norms = exactly(2 * N);
  net->scratch = exactly(scratch);
  net->FLOW = 3 * widest; // nothing meets in the middle
  net->flow = exactly(N * net->FLOW);
}

// NaN in all that a pass has to write before it reads it.
static void forget_passes(glia_network *net) {
  size_t row = net->BATCH * sizeof(float);
  for (size_t i = 0; i < net->layers; i++) {
    const glia_layer *layer = &net->layer[i];
    if (layer->kind->forward)
      memset(layer->y, 0xff, layer->OUT * row);
    if (layer->kind->kept)
      memset(layer->kept, 0xff, layer->kind->kept(layer, net->BATCH) * sizeof(float));
  }
  memset(net->output, 0xff, net->OUT * row);
  memset(net->norms, 0xff, 2 * row);
  memset(net->flow, 0xff, net->FLOW * row);
  memset(net->scratch, 0xff, net->IN * sizeof(float));
}

static int same(const float *a, const float *b, size_t SIZE) { return memcmp(a, b, SIZE * sizeof *a) == 0; }

// What may be looked at after a pass: of every layer, and what training has changed.
static void check_alike(const glia_network *a, const glia_network *b, size_t N) {
  for (size_t i = 0; i < a->layers; i++)
    CHECK(same(a->layer[i].y, b->layer[i].y, N * a->layer[i].OUT), "the output of layer %zu of %zu", i, a->layers);
  CHECK(same(a->output, b->output, N * a->OUT), "the output");
  CHECK(same(a->d, b->d, a->trainable), "the gradients");
  CHECK(same(a->value, b->value, a->parameters), "the parameters");
  for (size_t s = 0; s < GLIA_MAX_SLOTS; s++)
    CHECK(!a->slot[s] || same(a->slot[s], b->slot[s], a->trainable), "what the optimiser keeps");
}

static void nothing_that_is_needed_shares_memory(void) {
  glia_rng rng = glia_rng_make(27, 0);
  for (size_t i = 0; i < 300; i++) {
    glia_spec spec = random_spec(&rng, (glia_loss_type)glia_rng_below(&rng, 6));
    if (i % 3 == 0)
      pool_first(&spec);
    spec.optimizer.type = (glia_optimizer_type)glia_rng_below(&rng, GLIA_OPTIMIZERS);
    spec.optimizer.rho = spec.optimizer.beta1 = spec.optimizer.beta2 = 0.9f;
    spec.optimizer.momentum = 0.5f;
    spec.optimizer.epsilon = 1e-6f;
    spec.optimizer.learning_rate = 0.01f;
    planned *p[2] = {plan(&spec), plan(&spec)};
    set_apart(&p[1]->net);
    size_t IN = p[0]->net.IN;
    for (size_t round = 0; round < 3; round++) {
      size_t N = 1 + glia_rng_below(&rng, kBatch), k = glia_rng_below(&rng, (uint32_t)p[0]->net.OUT);
      uint32_t seed = glia_rng_next(&rng);
      double sum[2];
      glia_status status[2];
      const float *dx[2];
      for (size_t side = 0; side < 2; side++) {
        glia_network *net = &p[side]->net;
        glia_rng numbers = glia_rng_make(seed, 0);
        fill(net, &numbers, N);
        forget_passes(net);
        memset(net->d, 0xff, net->trainable * sizeof *net->d);
        status[side] = glia_network_train(net, &sum[side], N);
      }
      CHECK(status[0] == GLIA_OK && status[1] == GLIA_OK && sum[0] == sum[1], "a step");
      CHECK(same(p[0]->net.input, p[1]->net.input, N * IN), "the inputs");
      check_alike(&p[0]->net, &p[1]->net, N);
      for (size_t side = 0; side < 2; side++) {
        glia_network *net = &p[side]->net;
        forget_passes(net);
        glia_network_forward(net, GLIA_LOOK, N);
        dx[side] = glia_network_input_gradient(net, N, k);
      }
      CHECK(same(dx[0], dx[1], N * IN), "the gradient by the inputs");
      check_alike(&p[0]->net, &p[1]->net, N);
    }
    discard(p[0]);
    discard(p[1]);
    give_back();
  }
}

// The bytes that have to exist at once: what is written, trained and shown; and, in the layer that needs most of it,
// what flows in and out in training and its scratch.
static size_t must_exist(const glia_network *net) {
  size_t N = net->BATCH, arrays = 2, most = 0;
  for (size_t s = 0; s < GLIA_MAX_SLOTS; s++)
    arrays += net->slot[s] != NULL;
  size_t kept = net->parameters + (arrays - 1) * net->trainable + N * (net->IN + net->OUT + 1) + N * 2 + net->OUT;
  for (size_t i = 0; i < net->layers; i++) {
    const glia_layer *layer = &net->layer[i];
    kept += layer->kind->forward ? N * layer->OUT : 0;
    size_t flow = layer->kind->backward ? N * (layer->OUT + (i > net->lowest ? layer->IN : 0)) : 0;
    most = glia_max(most, flow + (layer->kind->scratch ? layer->kind->scratch(layer, N) : 0));
  }
  return (kept + most) * sizeof(float);
}

static void the_plan_takes_hardly_more_than_must_exist(void) {
  glia_spec mlp = {.rank = 1, .input = {784}, .layers = 2, .batch_size = 128, .optimizer = {.type = GLIA_ADAM}};
  mlp.layer[0] = dense(128, GLIA_RELU, 1);
  mlp.layer[1] = dense(10, GLIA_SOFTMAX, 1);
  glia_rng rng = glia_rng_make(28, 0);
  glia_spec cnn = {.rank = 3, .input = {28, 28, 1}, .layers = 6, .batch_size = 32};
  for (size_t i = 0; i < 4; i += 2) {
    cnn.layer[i] = conv2d(&rng, i == 0 ? 8 : 16, GLIA_RELU);
    cnn.layer[i].kernel_height = cnn.layer[i].kernel_width = 3;
    cnn.layer[i].stride_height = cnn.layer[i].stride_width = 1;
    cnn.layer[i].same_padding = 0;
    cnn.layer[i + 1] = (glia_layer_spec){
        .type = GLIA_MAX_POOL2D, .kernel_height = 2, .kernel_width = 2, .stride_height = 2, .stride_width = 2};
  }
  cnn.layer[4] = (glia_layer_spec){.type = GLIA_FLATTEN};
  cnn.layer[5] = mlp.layer[1];
  for (size_t i = 0; i < 2; i++) {
    planned *p = plan(i == 0 ? &mlp : &cnn);
    double least = (double)must_exist(&p->net), taken = (double)p->bytes;
    CHECK(taken >= least && taken <= 1.02 * least, "%g bytes, %g of which must exist at once", taken, least);
    discard(p);
  }
}

const test_case network_tests[] = {
    {"network: outputs, losses and gradients", outputs_losses_and_gradients},
    {"network: gradients by the input", input_gradients},
    {"network: cross-entropy of vanished probabilities", crossentropy_of_vanished_probabilities},
    {"network: ten steps as PyTorch", ten_steps_as_pytorch},
    {"network: batchNorm settles", batch_norm_settles},
    {"network: dropout keeps the mean", dropout_keeps_the_mean},
    {"network: a failed step changes nothing", a_failed_step_changes_nothing},
    {"network: step is refused in training", step_is_refused_in_training},
    {"network: impossible plans are refused", impossible_plans_are_refused},
    {"network: initialisers have their moments", initialisers_have_their_moments},
    {"network: nothing that is needed shares memory", nothing_that_is_needed_shares_memory},
    {"network: the plan takes hardly more than must exist", the_plan_takes_hardly_more_than_must_exist},
    {"dataset: batches are gathered in order", batches_are_gathered_in_order},
    {0},
};
