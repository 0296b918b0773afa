#include "glia.h"
#include "kernels/elementwise.h"
#include "layers/layers.h"
#include "layers/nonlinearity.h"
#include "optim.h"

#include <string.h>

static const glia_layer_kind *kind_of(glia_layer_type type) {
  switch (type) {
  case GLIA_DENSE: return &glia_dense;
  case GLIA_ACTIVATION: return &glia_activation;
  case GLIA_FLATTEN: return &glia_flatten;
  case GLIA_RESCALING: return &glia_rescaling;
  }
  return NULL;
}

static glia_status refuse(glia_network *net, glia_status status, size_t index) {
  net->error_index = (int32_t)index;
  return status;
}

static int has_activation(const glia_layer *layer) {
  return layer->spec.type == GLIA_DENSE || layer->spec.type == GLIA_ACTIVATION;
}

// Shapes, from the input's to the last layer's.
static glia_status infer(glia_network *net) {
  glia_shape shape = {(size_t)net->spec.rank, {0}};
  for (size_t i = 0; i < shape.rank; i++)
    shape.dim[i] = (size_t)net->spec.input[i];
  net->IN = glia_shape_size(shape);
  net->parameters = 0;
  net->lowest = net->layers;

  for (size_t i = 0; i < net->layers; i++) {
    glia_layer *layer = &net->layer[i];
    *layer = (glia_layer){.kind = kind_of(net->spec.layer[i].type), .spec = net->spec.layer[i], .in = shape};
    layer->IN = glia_shape_size(shape);
    glia_status status = layer->kind->infer(layer);
    if (status != GLIA_OK)
      return refuse(net, status, i);
    shape = layer->out;
    layer->OUT = glia_shape_size(shape);
    if (layer->IN == SIZE_MAX || layer->OUT == SIZE_MAX)
      return refuse(net, GLIA_ERROR_SIZE, i);
    for (size_t t = 0; t < layer->tensors; t++)
      if (__builtin_add_overflow(net->parameters, layer->tensor[t].size, &net->parameters))
        return refuse(net, GLIA_ERROR_SIZE, i);
    if (layer->tensors > 0 && net->lowest == net->layers)
      net->lowest = i;
  }
  net->OUT = glia_shape_size(shape);
  return GLIA_OK;
}

// Takes the last layer's activation over.
static glia_status take_head(glia_network *net) {
  glia_layer *last = &net->layer[net->layers - 1];
  net->head = GLIA_IDENTITY;
  if (has_activation(last)) {
    net->head = last->spec.activation;
    net->head_alpha = last->spec.alpha;
    last->spec.activation = GLIA_IDENTITY;
  }
  int fits = net->head == GLIA_SOFTMAX && last->out.rank == 1;
  if (glia_loss_needs_softmax(net->spec.loss) && !fits)
    return refuse(net, GLIA_ERROR_HEAD, net->layers - 1);
  return GLIA_OK;
}

// Elements of the rows that the last activation works on.
static size_t head_row(const glia_network *net) {
  const glia_shape *out = &net->layer[net->layers - 1].out;
  return out->dim[out->rank - 1];
}

static size_t tensor_place(glia_network *net) {
  size_t at = 0;
  for (size_t i = 0; i < net->layers; i++)
    for (size_t t = 0; t < net->layer[i].tensors; t++) {
      glia_tensor *tensor = &net->layer[i].tensor[t];
      if (net->value) {
        tensor->value = net->value + at;
        tensor->d = net->d + at;
      }
      at += tensor->size;
    }
  return at;
}

// Gives every buffer its place.
static void bind(glia_network *net, glia_arena *arena) {
  size_t BATCH = net->BATCH, widest = net->IN, scratch = 0;
  net->value = glia_arena_take(arena, net->parameters, sizeof(float));
  net->d = glia_arena_take(arena, net->parameters, sizeof(float));
  net->velocity = net->spec.momentum > 0 ? glia_arena_take(arena, net->parameters, sizeof(float)) : NULL;
  tensor_place(net);

  // Rows are counted as elements of one sample times BATCH floats, so that no product can overflow unseen.
  size_t row = BATCH * sizeof(float);
  net->input = glia_arena_take(arena, net->IN, row);
  float *x = net->input;
  for (size_t i = 0; i < net->layers; i++) {
    glia_layer *layer = &net->layer[i];
    layer->y = layer->kind->forward ? glia_arena_take(arena, layer->OUT, row) : x;
    x = layer->y;
    widest = glia_max(widest, layer->OUT);
    if (layer->kind->scratch)
      scratch = glia_max(scratch, layer->kind->scratch(layer, BATCH));
  }
  net->output = net->head == GLIA_IDENTITY ? x : glia_arena_take(arena, net->OUT, row);
  net->target = glia_arena_take(arena, glia_loss_is_sparse(net->spec.loss) ? 1 : net->OUT, row);
  net->norms = glia_arena_take(arena, 2, row);
  net->dy[0] = glia_arena_take(arena, widest, row);
  net->dy[1] = glia_arena_take(arena, widest, row);
  net->scratch = glia_arena_take(arena, scratch, sizeof(float));
}

glia_status glia_network_plan(glia_network *net, glia_arena *arena, const glia_spec *spec) {
  glia_assert(spec->layers > 0 && spec->layers <= GLIA_MAX_LAYERS && spec->batch_size > 0);
  *net = (glia_network){.spec = *spec, .layers = (size_t)spec->layers, .BATCH = (size_t)spec->batch_size};
  glia_status status = infer(net);
  if (status != GLIA_OK)
    return status;
  status = take_head(net);
  if (status != GLIA_OK)
    return status;
  bind(net, arena);
  return arena->overflow ? refuse(net, GLIA_ERROR_SIZE, net->layers - 1) : GLIA_OK;
}

void glia_network_init(glia_network *net) {
  glia_rng rng = glia_rng_make(net->spec.seed, 0);
  for (size_t i = 0; i < net->layers; i++)
    if (net->layer[i].kind->init)
      net->layer[i].kind->init(&net->layer[i], &rng);
  memset(net->d, 0, net->parameters * sizeof *net->d);
  if (net->velocity)
    memset(net->velocity, 0, net->parameters * sizeof *net->velocity);
  glia_network_parameters_changed(net);
}

void glia_network_parameters_changed(glia_network *net) {
  net->finite = glia_first_non_finite(net->value, net->parameters) == net->parameters;
}

static const float *input_of(const glia_network *net, size_t layer) {
  return layer > 0 ? net->layer[layer - 1].y : net->input;
}

void glia_network_forward(glia_network *net, size_t N) {
  glia_assert(N > 0 && N <= net->BATCH);
  glia_pass pass = {.N = N, .scratch = net->scratch, .finite = net->finite};
  for (size_t i = 0; i < net->layers; i++) {
    const glia_layer *layer = &net->layer[i];
    if (layer->kind->forward)
      layer->kind->forward(layer, layer->y, input_of(net, i), &pass);
  }
  const float *logits = net->layer[net->layers - 1].y;
  size_t ROW = head_row(net), rows = N * net->OUT / ROW;
  if (glia_loss_needs_softmax(net->spec.loss))
    glia_softmax(net->output, net->norms, logits, rows, ROW);
  else if (net->head != GLIA_IDENTITY)
    glia_nonlinearity(net->output, logits, net->head, net->head_alpha, rows, ROW);
}

static glia_outcome outcome_of(const glia_network *net, size_t N) {
  return (glia_outcome){
      .output = net->output,
      .logits = net->layer[net->layers - 1].y,
      .norms = net->norms,
      .target = net->target,
      .N = N,
      .OUT = net->OUT,
  };
}

double glia_network_loss(glia_network *net, size_t N) {
  glia_outcome outcome = outcome_of(net, N);
  net->correct = glia_loss_correct(net->spec.loss, &outcome);
  return glia_loss_sum(net->spec.loss, &outcome);
}

// The topmost layer at or above `floor` whose activation is a step; layers when there is none.
static size_t step_above(const glia_network *net, size_t floor) {
  if (net->head == GLIA_STEP)
    return net->layers - 1;
  for (size_t i = net->layers; i-- > floor;)
    if (has_activation(&net->layer[i]) && net->layer[i].spec.activation == GLIA_STEP)
      return i;
  return net->layers;
}

// Carries net->dy[0], the derivative by the logits, down to `floor`; answers the derivative by that layer's inputs
// when want_dx says so.
static const float *flow_back(glia_network *net, size_t N, size_t floor, int want_gradient, int want_dx) {
  float *dy = net->dy[0], *other = net->dy[1];
  glia_pass pass = {.N = N, .scratch = net->scratch, .finite = net->finite, .want_gradient = want_gradient};
  for (size_t i = net->layers; i-- > floor;) {
    const glia_layer *layer = &net->layer[i];
    if (!layer->kind->backward)
      continue;
    float *dx = i > floor || want_dx ? other : NULL;
    layer->kind->backward(layer, dx, input_of(net, i), layer->y, dy, &pass);
    other = dy;
    dy = dx;
  }
  return dy;
}

static glia_status backward(glia_network *net, size_t N, double mean) {
  size_t step = step_above(net, net->lowest);
  if (step < net->layers)
    return refuse(net, GLIA_ERROR_STEP_GRADIENT, step);
  glia_outcome outcome = outcome_of(net, N);
  float *dy = net->dy[0];
  glia_loss_gradient(dy, net->spec.loss, &outcome, mean);
  if (!glia_loss_needs_softmax(net->spec.loss)) {
    size_t ROW = head_row(net);
    glia_nonlinearity_backward(dy, net->output, dy, net->head, net->head_alpha, N * net->OUT / ROW, ROW);
  }
  flow_back(net, N, net->lowest, 1, 0);
  return GLIA_OK;
}

static double mean_loss(const glia_network *net, double sum, size_t N) {
  return glia_loss_mean(net->spec.loss, sum, N, net->OUT);
}

glia_status glia_network_backward(glia_network *net, size_t N) {
  return backward(net, N, mean_loss(net, glia_network_loss(net, N), N));
}

const float *glia_network_input_gradient(glia_network *net, size_t N, size_t output) {
  glia_assert(output < net->OUT);
  for (size_t i = net->layers; i-- > 0;)
    if (has_activation(&net->layer[i]) && net->layer[i].spec.activation == GLIA_STEP) {
      net->error_index = (int32_t)i;
      return NULL;
    }
  memset(net->dy[0], 0, N * net->OUT * sizeof(float));
  for (size_t n = 0; n < N; n++)
    net->dy[0][n * net->OUT + output] = 1.0f;
  return flow_back(net, N, 0, 0, 1);
}

static size_t first_non_finite_layer(const glia_network *net, size_t N) {
  for (size_t i = 0; i < net->layers; i++) {
    size_t size = N * net->layer[i].OUT;
    if (glia_first_non_finite(net->layer[i].y, size) < size)
      return i;
  }
  return (size_t)-1;
}

static size_t layer_of_parameter(const glia_network *net, size_t at) {
  size_t i = 0;
  for (size_t end = 0;; i++) {
    for (size_t t = 0; t < net->layer[i].tensors; t++)
      end += net->layer[i].tensor[t].size;
    if (at < end)
      return i;
  }
}

glia_status glia_network_train(glia_network *net, double *sum, size_t N) {
  glia_network_forward(net, N);
  *sum = glia_network_loss(net, N);
  double mean = mean_loss(net, *sum, N);
  if (!__builtin_isfinite(mean))
    return refuse(net, GLIA_ERROR_LOSS, first_non_finite_layer(net, N));

  glia_status status = backward(net, N, mean);
  if (status != GLIA_OK)
    return status;
  size_t at = glia_first_non_finite(net->d, net->parameters);
  if (at < net->parameters)
    return refuse(net, GLIA_ERROR_GRADIENT, layer_of_parameter(net, at));

  glia_sgd sgd = {net->spec.learning_rate, net->spec.momentum, net->spec.weight_decay, net->spec.nesterov};
  net->finite = glia_sgd_step(net->value, net->velocity, net->d, &sgd, net->parameters);
  return GLIA_OK;
}
