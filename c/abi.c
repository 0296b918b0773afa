// What a WebAssembly instance exports: one network, in the instance's own memory. Thin on purpose; glia.h says what
// the functions do; web/src/core/network.js and matrix.js call them.
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

// The plan, read back

address EXPORT(input)(void) { return (address)net.input; }
address EXPORT(target)(void) { return (address)net.target; }
address EXPORT(output)(void) { return (address)net.output; }

size_t EXPORT(layer_rank)(size_t layer) { return net.layer[layer].out.rank; }
size_t EXPORT(layer_dim)(size_t layer, size_t i) { return net.layer[layer].out.dim[i]; }
address EXPORT(layer_output)(size_t layer) {
  return (address)(layer + 1 == net.layers ? net.output : net.layer[layer].y);
}

// How many arrays the optimiser keeps beside the parameters; known after measure, as are all shapes.
size_t EXPORT(slots)(void) { return glia_optimizer_slots(net.spec.optimizer, net.spec.momentum); }

size_t EXPORT(tensors)(size_t layer) { return net.layer[layer].tensors; }
int32_t EXPORT(tensor_role_of)(size_t layer, size_t t) { return net.layer[layer].tensor[t].role; }
size_t EXPORT(tensor_rank)(size_t layer, size_t t) { return net.layer[layer].tensor[t].shape.rank; }
size_t EXPORT(tensor_dim)(size_t layer, size_t t, size_t i) { return net.layer[layer].tensor[t].shape.dim[i]; }
int32_t EXPORT(tensor_trainable)(size_t layer, size_t t) { return net.layer[layer].tensor[t].trainable; }
address EXPORT(tensor_value)(size_t layer, size_t t) { return (address)net.layer[layer].tensor[t].value; }
address EXPORT(tensor_gradient)(size_t layer, size_t t) { return (address)net.layer[layer].tensor[t].d; }
// 0 where the optimiser keeps nothing
address EXPORT(tensor_slot)(size_t layer, size_t t, size_t slot) {
  const glia_tensor *tensor = &net.layer[layer].tensor[t];
  return tensor->trainable && net.slot[slot] ? (address)(net.slot[slot] + (tensor->d - net.d)) : 0;
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

void EXPORT(set_learning_rate)(float rate) { net.spec.learning_rate = rate; }
void EXPORT(set_step)(uint32_t step) { net.step = step; }
address EXPORT(class_weight)(void) { return (address)net.class_weight; }
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
    glia_augment(net.input + i * net.IN, net.dy[0], &augmentation, &rng);
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
