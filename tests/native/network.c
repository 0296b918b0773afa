// What networks do: steps of every optimizer, moving averages, dropout, refusals, initial parameters, gathered batches.
#include "../../c/dataset.h"
#include "networks.h"

#include <math.h>
#include <string.h>

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
  case GLIA_ADAM:
  case GLIA_ADAMW:
    *a = beta1 * *a + (1 - beta1) * g;
    *b = beta2 * *b + (1 - beta2) * g * g;
    return w - rate / (1 - pow(beta1, (double)step)) * *a / (sqrt(*b) / sqrt(1 - pow(beta2, (double)step)) + epsilon);
  }
  return NAN;
}

// Ten steps of one optimizer, every one of them from the engine's own gradients.
static void try_optimizer(const glia_optimizer *optimizer, uint64_t stream) {
  glia_spec spec = {.rank = 1, .input = {7}, .layers = 2, .batch_size = 5, .loss = GLIA_MEAN_SQUARED_ERROR};
  spec.optimizer = *optimizer;
  spec.layer[0] = dense(6, GLIA_TANH, 1);
  spec.layer[1] = dense(3, GLIA_IDENTITY, 1);
  planned *p = plan(&spec);
  glia_network *net = &p->net;
  glia_rng rng = glia_rng_make(23, stream);
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
    double clip = (double)optimizer->clip_norm, scale = clip > 0 ? fmin(1, clip / (sqrt(squares) + 1e-6)) : 1;
    CHECK(clip == 0 || scale < 1, "nothing to clip");
    for (size_t i = 0; i < net->trainable; i++) {
      w[i] = pytorch(optimizer, w[i], scale * (double)net->d[i], &kept[0][i], &kept[1][i], step);
      double got = (double)net->value[i];
      CHECK(fabs(got - w[i]) <= 1e-5 * fmax(0.1, fabs(w[i])), "optimizer %d, stream %d, step %zu: %g, not %g",
            (int)optimizer->type, (int)stream, step, got, w[i]);
    }
  }
  discard(p);
}

static void every_optimizer(void) {
  const glia_optimizer variants[] = {
      {.rho = 0.99f, .beta1 = 0.9f, .beta2 = 0.999f, .epsilon = 1e-8f},
      {.rho = 0.99f, .beta1 = 0.9f, .beta2 = 0.999f, .epsilon = 1e-8f, .momentum = 0.9f},
      {.rho = 0.9f, .beta1 = 0.8f, .beta2 = 0.99f, .epsilon = 1e-4f, .weight_decay = 0.1f},
      {.rho = 0.9f, .beta1 = 0.8f, .beta2 = 0.99f, .epsilon = 1e-8f, .clip_norm = 0.05f},
      {.rho = 0.9f, .beta1 = 0.8f, .beta2 = 0.99f, .epsilon = 1e-4f, .momentum = 0.9f, .nesterov = 1},
      {.rho = 0.9f,
       .beta1 = 0.8f,
       .beta2 = 0.99f,
       .epsilon = 1e-8f,
       .momentum = 0.9f,
       .nesterov = 1,
       .weight_decay = 0.1f,
       .clip_norm = 0.05f},
  };
  for (glia_optimizer_type type = 0; type < GLIA_OPTIMIZERS; type++)
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
      glia_optimizer optimizer = variants[i];
      optimizer.type = type;
      optimizer.learning_rate = 0.05f;
      try_optimizer(&optimizer, i);
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

static void initializers_have_their_moments(void) {
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

const test_case network_tests[] = {
    {"network: ten steps of every optimizer as PyTorch", every_optimizer},
    {"network: batchNorm settles", batch_norm_settles},
    {"network: dropout keeps the mean", dropout_keeps_the_mean},
    {"network: a failed step changes nothing", a_failed_step_changes_nothing},
    {"network: step is refused in training", step_is_refused_in_training},
    {"network: impossible plans are refused", impossible_plans_are_refused},
    {"network: initializers have their moments", initializers_have_their_moments},
    {"dataset: batches are gathered in order", batches_are_gathered_in_order},
    {0},
};
