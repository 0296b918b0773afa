// What a WebAssembly instance exports: one network, in the instance's own memory. Thin on purpose; glia.h says what
// the functions do; web/src/network/network.js and engine/matrix.js call them.
//
// JavaScript owns the memory's size. It writes the spec, calls measure, grows the memory up to end and calls create;
// behind end it keeps what is its own (data sets, operands). Addresses and sizes are 32 bits.
#include "augment.h"
#include "dataset.h"
#include "glia.h"
#include "kernels/elementwise.h"
#include "kernels/gemm.h"
#include "layers/nonlinearity.h"
#include "optim.h"

// Exported as `name`: what is exported needs no prefix in a namespace of its own.
#define EXPORT(name) __attribute__((export_name(#name), visibility("default"))) glia_abi_##name

typedef uintptr_t address;

extern uint8_t __heap_base;

static glia_spec spec;
static glia_network net;
static glia_dataset data;
static glia_augmentation augmentation;
static size_t end; // bytes that the arena takes; 0 before measure

static address arena_base(void) { return glia_round_up((address)&__heap_base, 64); }

// Planning

address EXPORT(spec_address)(void) { return (address)&spec; }

// Forgets the network: the instance is as good as new.
void EXPORT(reset)(void) { end = 0; }

int32_t EXPORT(measure)(void) {
  glia_arena measure = {NULL, INT32_MAX - arena_base(), 0, 0};
  glia_status status = glia_network_plan(&net, &measure, &spec);
  end = status == GLIA_OK ? measure.used : 0;
  return status;
}

// The first address behind the network, a multiple of 64.
address EXPORT(end)(void) { return glia_round_up(arena_base() + end, 64); }

// After a measure that went well, which leaves nothing to refuse.
void EXPORT(create)(void) {
  glia_arena arena = {(uint8_t *)arena_base(), end, 0, 0};
  glia_status status = glia_network_plan(&net, &arena, &spec);
  glia_assert(status == GLIA_OK);
  (void)status;
  glia_network_init(&net);
}

int32_t EXPORT(error_index)(void) { return net.error_index; }

// The plan, read back as words of 32 bits: addresses of
//   input, target, output, class_weight
// then for each layer
//   the address of its output, its shape (rank, sizes), the number of its tensors
// and for each of those
//   its role, the addresses of its value and its gradient (0 where it is not trained), the number and the addresses of
//   what the optimizer keeps of it, its shape (rank, sizes).
// After measure the addresses mean nothing, the rest is known; for a refusal, up to the layer before the refused one.

enum {
  kWordsOfShape = 1 + GLIA_MAX_RANK + 1,
  kWordsOfTensor = 4 + GLIA_MAX_SLOTS + kWordsOfShape,
  kWordsOfLayer = 2 + kWordsOfShape + GLIA_MAX_TENSORS * kWordsOfTensor,
};

static uint32_t *write_shape(uint32_t *to, glia_shape shape) {
  *to++ = shape.rank;
  for (size_t i = 0; i < shape.rank; i++)
    *to++ = shape.dim[i];
  return to;
}

static uint32_t *write_tensor(uint32_t *to, const glia_tensor *tensor) {
  *to++ = tensor->role;
  *to++ = (address)tensor->value;
  *to++ = (address)tensor->d;
  size_t slots = tensor->trainable ? glia_optimizer_slots(&net.spec.optimizer) : 0;
  *to++ = slots;
  for (size_t s = 0; s < slots; s++)
    *to++ = (address)net.slot[s] + (address)tensor->d - (address)net.d;
  return write_shape(to, tensor->shape);
}

address EXPORT(plan)(void) {
  static uint32_t words[4 + GLIA_MAX_LAYERS * kWordsOfLayer];
  uint32_t *to = words;
  *to++ = (address)net.input;
  *to++ = (address)net.target;
  *to++ = (address)net.output;
  *to++ = (address)net.class_weight;
  for (size_t i = 0; i < net.layers; i++) {
    const glia_layer *layer = &net.layer[i];
    *to++ = (address)(i + 1 == net.layers ? net.output : layer->y);
    to = write_shape(to, layer->out);
    *to++ = layer->tensors;
    for (size_t t = 0; t < layer->tensors; t++)
      to = write_tensor(to, &layer->tensor[t]);
  }
  return (address)words;
}

// JavaScript has written to the parameters.
void EXPORT(parameters_changed)(void) { glia_network_parameters_changed(&net); }

// Passes over the first N samples of input and target

static double sum; // of the last loss

void EXPORT(forward)(int32_t mode, size_t N) { glia_network_forward(&net, (glia_mode)mode, N); }
double EXPORT(loss)(int32_t training, size_t N) { return sum = glia_network_loss(&net, training, N); }
int32_t EXPORT(backward)(size_t N) { return glia_network_backward(&net, N); }
int32_t EXPORT(train)(size_t N) { return glia_network_train(&net, &sum, N); }
address EXPORT(input_gradient)(size_t N, size_t output) {
  return (address)glia_network_input_gradient(&net, N, output);
}

double EXPORT(last_sum)(void) { return sum; }
double EXPORT(last_penalty)(void) { return net.penalty; }
double EXPORT(last_absolute_sum)(size_t N) {
  return glia_loss_absolute_sum(&(glia_outcome){.output = net.output, .target = net.target, .N = N, .OUT = net.OUT});
}
size_t EXPORT(last_correct)(void) { return net.correct; }
double EXPORT(mean)(double total, size_t N) { return glia_loss_mean(net.spec.loss, total, N, net.OUT); }

void EXPORT(set_learning_rate)(float rate) { net.spec.optimizer.learning_rate = rate; }
void EXPORT(set_step)(uint32_t step) { net.step = step; }
void EXPORT(set_weighted)(int32_t weighted) { net.weighted = weighted; }

// A data set behind the network

// x (N, IN), target (N, TARGET words) and order (N) lie where JavaScript copied them or left room.
void EXPORT(data)(address x, int32_t type, float scale, address target, size_t TARGET, address order, size_t N) {
  data = (glia_dataset){
      .type = (glia_data_type)type,
      .x = (const void *)x,
      .scale = scale,
      .target = (const void *)target,
      .order = (uint32_t *)order,
      .N = N,
      .IN = net.IN,
      .TARGET = TARGET,
  };
  glia_dataset_in_order(&data);
}

void EXPORT(data_shuffle)(uint32_t seed, uint32_t epoch) { glia_dataset_shuffle(&data, seed, epoch); }

// Samples order[FIRST] … become the input and the target of the next pass.
void EXPORT(data_gather)(size_t FIRST, size_t COUNT) {
  glia_dataset_gather(net.input, net.target, &data, FIRST, COUNT);
}

// What `augment` does from now on; c/augment.h says what the numbers are.
void EXPORT(augmentation)(size_t H, size_t W, size_t C, float turn, float scale, float shift, float shear,
                          float elastic, float thickness) {
  augmentation = (glia_augmentation){H, W, C, turn, scale, shift, shear, elastic, thickness};
}

// Distorts COUNT pictures of the input, samples FIRST … of the network's data set in its order, or without one (order
// 0) of any. What becomes of a sample depends on the network's seed, the epoch and the sample alone.
void EXPORT(augment)(uint32_t epoch, const uint32_t *order, size_t FIRST, size_t COUNT) {
  for (size_t i = 0; i < COUNT; i++) {
    uint64_t sample = order ? order[FIRST + i] : FIRST + i;
    // Streams of their own: no layer's dropout comes up to these.
    glia_rng rng = glia_rng_make(spec.seed, (uint64_t)1 << 63 | (uint64_t)epoch << 32 | sample);
    glia_augment(net.input + i * net.IN, net.scratch, &augmentation, &rng);
  }
}

// Single operations, on operands that JavaScript placed behind end

size_t EXPORT(dot_scratch)(size_t M, size_t N, size_t K) { return glia_gemm_scratch(M, N, K); }

// c (M, N) := a (M, K) · b (K, N), all row-major
void EXPORT(dot)(float *c, const float *a, const float *b, float *scratch, size_t M, size_t N, size_t K) {
  glia_gemm(c, (glia_matrix){a, K, 1}, (glia_matrix){b, N, 1}, 0, NULL, scratch, M, N, K);
}

// y (N, SIZE) := f(x)
void EXPORT(activate_rows)(float *y, const float *x, int32_t f, float alpha, size_t N, size_t SIZE) {
  glia_nonlinearity(y, x, (glia_activation_type)f, alpha, N, SIZE);
}
