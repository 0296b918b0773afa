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
  case GLIA_DROPOUT: return &glia_dropout;
  case GLIA_BATCH_NORM: return &glia_batch_norm;
  case GLIA_NORMALIZATION: return &glia_normalization;
  case GLIA_CONV2D: return &glia_conv2d;
  case GLIA_MAX_POOL2D:
  case GLIA_AVG_POOL2D:
  case GLIA_GLOBAL_AVG_POOL2D: return &glia_pool2d;
  }
  return NULL;
}

static glia_status refuse(glia_network *net, glia_status status, size_t index) {
  net->error_index = (int32_t)index;
  return status;
}

// Shapes, from the input's to the last layer's.
static glia_status infer(glia_network *net) {
  glia_shape shape = {(size_t)net->spec.rank, {0}};
  for (size_t i = 0; i < shape.rank; i++)
    shape.dim[i] = (size_t)net->spec.input[i];
  net->IN = glia_shape_size(shape);
  net->parameters = net->trainable = 0;
  net->lowest = net->layers;

  for (size_t i = 0; i < net->layers; i++) {
    glia_layer *layer = &net->layer[i];
    *layer =
        (glia_layer){.kind = kind_of(net->spec.layer[i].type), .spec = net->spec.layer[i], .index = i, .in = shape};
    layer->IN = glia_shape_size(shape);
    glia_status status = layer->kind->infer(layer);
    if (status != GLIA_OK)
      return refuse(net, status, i);
    shape = layer->out;
    layer->OUT = glia_shape_size(shape);
    if (layer->IN == SIZE_MAX || layer->OUT == SIZE_MAX)
      return refuse(net, GLIA_ERROR_SIZE, i);
    for (size_t t = 0; t < layer->tensors; t++) {
      const glia_tensor *tensor = &layer->tensor[t];
      if (__builtin_add_overflow(net->parameters, tensor->size, &net->parameters))
        return refuse(net, GLIA_ERROR_SIZE, i);
      if (!tensor->trainable)
        continue;
      net->trainable += tensor->size;
      net->lowest = glia_min(net->lowest, i);
    }
  }
  net->OUT = net->FLOW = glia_shape_size(shape);
  return GLIA_OK;
}

// Takes the last layer's activation over.
static glia_status take_head(glia_network *net) {
  glia_layer *last = &net->layer[net->layers - 1];
  net->head = GLIA_IDENTITY;
  if (last->kind->activates) {
    net->head = last->spec.activation;
    net->head_alpha = last->spec.alpha;
    last->spec.activation = GLIA_IDENTITY;
  }
  glia_activation_type partner = glia_loss_partner(net->spec.loss);
  if (partner != GLIA_IDENTITY && (net->head != partner || last->out.rank != 1))
    return refuse(net, GLIA_ERROR_HEAD, net->layers - 1);
  return GLIA_OK;
}

// Elements of the rows that the last activation works on.
static size_t head_row(const glia_network *net) {
  const glia_shape *out = &net->layer[net->layers - 1].out;
  return out->dim[out->rank - 1];
}

// Gives every tensor its place in the flat arrays: the trainable ones first, so that the optimiser's arrays end with
// them.
static void place_tensors(glia_network *net) {
  size_t at[2] = {net->trainable, 0};
  for (size_t i = 0; i < net->layers; i++)
    for (size_t t = 0; t < net->layer[i].tensors; t++) {
      glia_tensor *tensor = &net->layer[i].tensor[t];
      tensor->value = net->value + at[tensor->trainable];
      tensor->d = tensor->trainable ? net->d + at[1] : NULL;
      at[tensor->trainable] += tensor->size;
    }
}

static void find_fused(glia_network *net) {
  for (size_t i = 0; i + 1 < net->layers; i++) {
    glia_layer *layer = &net->layer[i];
    if (layer->kind->fuses && layer->kind->fuses(layer, layer + 1))
      layer->fused_next = layer + 1;
  }
}

// Gives every buffer its place.
static void bind(glia_network *net, glia_arena *arena) {
  size_t BATCH = net->BATCH, scratch = net->IN, below = 0;
  net->value = glia_arena_take(arena, net->parameters, sizeof(float));
  net->d = glia_arena_take(arena, net->trainable, sizeof(float));
  for (size_t s = 0; s < glia_optimizer_slots(&net->spec.optimizer); s++)
    net->slot[s] = glia_arena_take(arena, net->trainable, sizeof(float));
  if (net->value && net->d)
    place_tensors(net);

  // Rows are counted as elements of one sample times BATCH floats, so that no product can overflow unseen.
  size_t row = BATCH * sizeof(float);
  net->input = glia_arena_take(arena, net->IN, row);
  float *x = net->input;
  for (size_t i = 0; i < net->layers; i++) {
    glia_layer *layer = &net->layer[i];
    if (layer->kind->forward) {
      x = glia_arena_take(arena, layer->OUT, row);
      net->FLOW = glia_max(net->FLOW, layer->OUT + below);
      if (below == 0)
        net->bottom = i;
      below = layer->OUT;
    }
    layer->y = x;
    if (layer->kind->kept)
      layer->kept = glia_arena_take(arena, layer->kind->kept(layer, BATCH), sizeof(float));
    if (layer->kind->scratch)
      scratch = glia_max(scratch, layer->kind->scratch(layer, BATCH));
  }
  net->output = net->head == GLIA_IDENTITY ? x : glia_arena_take(arena, net->OUT, row);
  net->target = glia_arena_take(arena, glia_loss_is_sparse(net->spec.loss) ? 1 : net->OUT, row);
  net->class_weight = glia_arena_take(arena, glia_max(net->OUT, 2), sizeof(float));
  net->norms = glia_arena_take(arena, 2, row);
  net->flow = glia_arena_take(arena, net->FLOW, row);
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
  find_fused(net);
  bind(net, arena);
  return arena->overflow ? refuse(net, GLIA_ERROR_SIZE, net->layers - 1) : GLIA_OK;
}

void glia_network_init(glia_network *net) {
  glia_rng rng = glia_rng_make(net->spec.seed, 0);
  for (size_t i = 0; i < net->layers; i++)
    if (net->layer[i].kind->init)
      net->layer[i].kind->init(&net->layer[i], &rng);
  memset(net->d, 0, net->trainable * sizeof *net->d);
  for (size_t s = 0; s < GLIA_MAX_SLOTS; s++)
    if (net->slot[s])
      memset(net->slot[s], 0, net->trainable * sizeof *net->slot[s]);
  net->step = 0;
  net->weighted = 0;
  glia_network_parameters_changed(net);
}

void glia_network_parameters_changed(glia_network *net) { net->largest = glia_largest(net->value, net->parameters); }

static glia_pass pass_of(const glia_network *net, int training, size_t N) {
  return (glia_pass){
      .N = N,
      .scratch = net->scratch,
      .training = training,
      .seed = net->spec.seed,
      .step = net->step,
      .finite = __builtin_isfinite(net->largest),
  };
}

static const float *input_of(const glia_network *net, size_t layer) {
  return layer > 0 ? net->layer[layer - 1].y : net->input;
}

void glia_network_forward(glia_network *net, glia_mode mode, size_t N) {
  glia_assert(N > 0 && N <= net->BATCH);
  glia_pass pass = pass_of(net, mode == GLIA_TRAIN, N);
  for (size_t i = 0; i < net->layers; i++) {
    const glia_layer *layer = &net->layer[i];
    const float *x = input_of(net, i);
    pass.fuse = mode == GLIA_PREDICT && layer->fused_next;
    if (pass.fuse)
      i++;
    if (layer->kind->forward)
      layer->kind->forward(layer, net->layer[i].y, x, &pass);
  }
  const float *logits = net->layer[net->layers - 1].y;
  size_t ROW = head_row(net), rows = N * net->OUT / ROW;
  if (glia_loss_partner(net->spec.loss) == GLIA_SOFTMAX)
    glia_softmax(net->output, net->norms, logits, rows, ROW);
  else if (net->head != GLIA_IDENTITY)
    glia_nonlinearity(net->output, logits, net->head, net->head_alpha, rows, ROW);
}

static glia_outcome outcome_of(const glia_network *net, int training, size_t N) {
  return (glia_outcome){
      .output = net->output,
      .logits = net->layer[net->layers - 1].y,
      .norms = net->norms,
      .target = net->target,
      .weight = training && net->weighted ? net->class_weight : NULL,
      .N = N,
      .OUT = net->OUT,
  };
}

// Whether the layer's kernel adds l2 · Σ w² to the loss; a frozen one has nothing to gain by it.
static int has_penalty(const glia_layer *layer) { return layer->spec.l2 > 0 && layer->spec.trainable; }

// Σ l2 · w² over the kernels that have one.
static double penalty_of(const glia_network *net) {
  double penalty = 0;
  for (size_t i = 0; i < net->layers; i++) {
    const glia_layer *layer = &net->layer[i];
    if (has_penalty(layer))
      penalty += (double)layer->spec.l2 * glia_sum_squares(layer->tensor[0].value, layer->tensor[0].size);
  }
  return penalty;
}

double glia_network_loss(glia_network *net, int training, size_t N) {
  glia_outcome outcome = outcome_of(net, training, N);
  net->correct = glia_loss_correct(net->spec.loss, &outcome);
  net->penalty = penalty_of(net);
  return glia_loss_sum(net->spec.loss, &outcome);
}

// The topmost layer at or above `floor` whose activation is a step, the head left out; layers when there is none.
static size_t step_above(const glia_network *net, size_t floor) {
  for (size_t i = net->layers; i-- > floor;)
    if (net->layer[i].kind->activates && net->layer[i].spec.activation == GLIA_STEP)
      return i;
  return net->layers;
}

// Carries the derivative by the logits, at the beginning of net->flow, down to `floor`. What a layer takes and what it
// hands on lie at the two ends of the buffer; what `floor` hands on goes to `last`, NULL where nobody wants it.
static const float *flow_back(const glia_network *net, const glia_pass *pass, size_t floor, float *last) {
  float *dy = net->flow;
  for (size_t i = net->layers; i-- > floor;) {
    const glia_layer *layer = &net->layer[i];
    if (!layer->kind->backward)
      continue;
    float *dx = last;
    if (i > floor)
      dx = net->flow + (dy == net->flow ? (net->FLOW - layer->IN) * net->BATCH : 0);
    layer->kind->backward(layer, dx, input_of(net, i), layer->y, dy, pass);
    dy = dx;
  }
  return dy;
}

// The gradient of l2 · Σ w².
static void add_penalty_gradients(glia_network *net) {
  for (size_t i = 0; i < net->layers; i++) {
    const glia_layer *layer = &net->layer[i];
    if (has_penalty(layer))
      glia_add_scaled(layer->tensor[0].d, layer->tensor[0].value, 2 * layer->spec.l2, layer->tensor[0].size);
  }
}

static glia_status backward(glia_network *net, size_t N, double mean) {
  size_t step = net->head == GLIA_STEP ? net->layers - 1 : step_above(net, net->lowest);
  if (step < net->layers)
    return refuse(net, GLIA_ERROR_STEP_GRADIENT, step);
  glia_outcome outcome = outcome_of(net, 1, N);
  float *dy = net->flow;
  glia_loss_gradient(dy, net->spec.loss, &outcome, mean);
  if (glia_loss_partner(net->spec.loss) == GLIA_IDENTITY) {
    size_t ROW = head_row(net);
    glia_nonlinearity_backward(dy, net->output, dy, net->head, net->head_alpha, N * net->OUT / ROW, ROW);
  }
  glia_pass pass = pass_of(net, 1, N);
  flow_back(net, &pass, net->lowest, NULL);
  add_penalty_gradients(net);
  return GLIA_OK;
}

static double mean_loss(const glia_network *net, double sum, size_t N) {
  return glia_loss_mean(net->spec.loss, sum, N, net->OUT);
}

glia_status glia_network_backward(glia_network *net, size_t N) {
  return backward(net, N, mean_loss(net, glia_network_loss(net, 1, N), N));
}

const float *glia_network_input_gradient(glia_network *net, size_t N, size_t output) {
  glia_assert(output < net->OUT);
  size_t step = step_above(net, 0);
  if (step < net->layers) {
    net->error_index = (int32_t)step;
    return NULL;
  }
  memset(net->flow, 0, N * net->OUT * sizeof(float));
  for (size_t n = 0; n < N; n++)
    net->flow[n * net->OUT + output] = 1.0f;
  glia_pass pass = pass_of(net, 0, N);
  return flow_back(net, &pass, net->bottom, net->input);
}

static size_t first_non_finite_layer(const glia_network *net, size_t N) {
  for (size_t i = 0; i < net->layers; i++) {
    size_t size = N * net->layer[i].OUT;
    if (glia_first_non_finite(net->layer[i].y, size) < size)
      return i;
  }
  return (size_t)-1;
}

// The first layer with a gradient that is not finite, or, given a step to try, with a parameter that would not be.
static size_t diverging_layer(const glia_network *net, const glia_step *trial) {
  for (size_t i = 0; i < net->layers; i++)
    for (size_t t = 0; t < net->layer[i].tensors; t++) {
      const glia_tensor *tensor = &net->layer[i].tensor[t];
      if (!tensor->trainable)
        continue;
      ptrdiff_t at = tensor->d - net->d;
      float *slot[GLIA_MAX_SLOTS];
      for (size_t s = 0; s < GLIA_MAX_SLOTS; s++)
        slot[s] = net->slot[s] ? net->slot[s] + at : NULL;
      float largest =
          trial ? glia_optimizer_step(tensor->value, slot, tensor->d, &net->spec.optimizer, *trial, tensor->size)
                : glia_largest(tensor->d, tensor->size);
      if (!__builtin_isfinite(largest))
        return i;
    }
  return net->layers - 1;
}

static glia_status update(glia_network *net) {
  float largest = glia_largest(net->d, net->trainable);
  if (!__builtin_isfinite(largest))
    return refuse(net, GLIA_ERROR_GRADIENT, diverging_layer(net, NULL));

  const glia_optimizer *optimizer = &net->spec.optimizer;
  glia_step step = {.scale = 1.0f, .number = net->step + 1};
  if (optimizer->clip_norm > 0) { // as torch.nn.utils.clip_grad_norm_
    double ratio = (double)optimizer->clip_norm / (__builtin_sqrt(glia_sum_squares(net->d, net->trainable)) + 1e-6);
    step.scale = ratio < 1 ? (float)ratio : 1.0f;
  }
  // No formula takes numbers of this size out of a float's range in one step; larger ones are tried first.
  const float kSafe = 1e15f;
  step.trial = !(largest < kSafe && net->largest < kSafe && optimizer->learning_rate < 1e10f);
  if (step.trial &&
      !__builtin_isfinite(glia_optimizer_step(net->value, net->slot, net->d, optimizer, step, net->trainable)))
    return refuse(net, GLIA_ERROR_WEIGHT, diverging_layer(net, &step));
  step.trial = 0;
  net->largest = glia_optimizer_step(net->value, net->slot, net->d, optimizer, step, net->trainable);
  return GLIA_OK;
}

static void settle(glia_network *net, size_t N) {
  glia_pass pass = pass_of(net, 1, N);
  for (size_t i = 0; i < net->layers; i++)
    if (net->layer[i].kind->settle)
      net->layer[i].kind->settle(&net->layer[i], &pass);
  net->step++;
}

glia_status glia_network_train(glia_network *net, double *sum, size_t N) {
  glia_network_forward(net, GLIA_TRAIN, N);
  *sum = glia_network_loss(net, 1, N);
  double mean = mean_loss(net, *sum, N);
  if (!__builtin_isfinite(mean + net->penalty))
    return refuse(net, GLIA_ERROR_LOSS, first_non_finite_layer(net, N));
  glia_status status = backward(net, N, mean);
  if (status == GLIA_OK)
    status = update(net);
  if (status == GLIA_OK)
    settle(net, N);
  return status;
}
