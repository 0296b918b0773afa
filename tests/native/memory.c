// The plan of a network's memory: no two things that are needed at once share any, and little is taken beyond them.
#include "networks.h"

#include <math.h>
#include <string.h>

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
    CHECK(!a->slot[s] || same(a->slot[s], b->slot[s], a->trainable), "what the optimizer keeps");
}

static void nothing_that_is_needed_shares_memory(void) {
  glia_rng rng = glia_rng_make(27, 0);
  for (size_t i = 0; i < 300; i++) {
    glia_spec spec = random_spec(&rng, (glia_loss_type)glia_rng_below(&rng, GLIA_LOSSES));
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

const test_case memory_tests[] = {
    {"memory: nothing that is needed shares memory", nothing_that_is_needed_shares_memory},
    {"memory: the plan takes hardly more than must exist", the_plan_takes_hardly_more_than_must_exist},
    {0},
};
