// Glia's engine: feed-forward networks, planned once and trained in place. This header is the manual.
//
// A network is one struct and one arena. glia_network_plan gives every buffer its place for the largest batch; nothing
// is allocated after it. The life of a network:
//
//   glia_network net;
//   glia_arena measure = {NULL, SIZE_MAX, 0, 0};
//   glia_network_plan(&net, &measure, &spec);            // how many bytes: measure.used
//   glia_arena arena = {bytes, measure.used, 0, 0};      // the caller's memory, aligned to 64 bytes
//   glia_network_plan(&net, &arena, &spec);
//   glia_network_init(&net);                             // the parameters, by the spec's seed
//   … fill net.input and net.target with N samples …
//   glia_network_train(&net, N);                         // forward, loss, backward, step
//   … the gradients are in net.d, the outputs in net.output …
//
// Matrices are row-major, a batch first. A network belongs to one thread at a time.
#ifndef GLIA_H
#define GLIA_H

#include "arena.h"
#include "layers/layer.h"
#include "loss.h"

typedef struct {
  glia_spec spec;
  glia_layer layer[GLIA_MAX_LAYERS];
  size_t layers;
  size_t BATCH;   // the largest N of a pass
  size_t IN, OUT; // elements of one sample, going in and coming out

  size_t parameters, trainable;
  float *value;                // (parameters), the trainable tensors in layer order, then the others
  float *d;                    // (trainable), the gradients of the last backward pass
  float *slot[GLIA_MAX_SLOTS]; // (trainable), what the optimizer keeps; NULL where it keeps nothing
  float largest;               // magnitude among the parameters; infinite or NaN when one is not finite
  uint32_t step;               // training steps taken

  float *input;  // (BATCH, IN), the caller writes it
  void *target;  // (BATCH) int32_t classes or (BATCH, OUT) floats, as the loss says; the caller writes it
  float *output; // (BATCH, OUT), after the last activation

  float *class_weight; // (OUT, at least 2), what a sample of each class counts in training; the caller writes it
  int weighted;        // 1 to use class_weight

  // The last layer leaves its activation to the head, which computes it together with the loss.
  glia_activation_type head;
  float head_alpha;
  float *norms;   // (BATCH, 2), see glia_softmax
  float *scratch; // what the layers need of it, and at least (IN)
  float *flow;    // (BATCH, FLOW), what flows back
  size_t FLOW;    // elements of one sample: the most that a layer is given and, above the bottom, passes on

  size_t bottom;       // the first layer that is not a view of the input
  size_t lowest;       // the first layer with trainable parameters; `layers` if there is none
  int32_t error_index; // of the last refusal
  size_t correct;      // of the last loss, see glia_loss_correct
  double penalty;      // of the last loss: Σ l2 · w² over the kernels that have one, to be added to the mean
} glia_network;

// Infers every shape and gives every buffer its place in the arena (one without memory only measures).
// Refuses with GLIA_ERROR_SHAPE, GLIA_ERROR_HEAD or GLIA_ERROR_SIZE; net->error_index is the layer.
glia_status glia_network_plan(glia_network *net, glia_arena *arena, const glia_spec *spec);

// Draws the parameters and clears gradients, slots and step.
void glia_network_init(glia_network *net);

// Call it after writing to net->value.
void glia_network_parameters_changed(glia_network *net);

// net->output (N, OUT) from net->input (N, IN). N <= BATCH. Never fails; infinities and NaN pass through.
void glia_network_forward(glia_network *net, glia_mode mode, size_t N);

// After a forward pass of N: the sum of the loss over it (see glia_loss_sum), with class weights if training; sets
// net->correct and net->penalty.
double glia_network_loss(glia_network *net, int training, size_t N);

// After a forward pass of N in training: net->d := the gradient of the mean loss and the penalty. Refuses with
// GLIA_ERROR_STEP_GRADIENT.
glia_status glia_network_backward(glia_network *net, size_t N);

// After a forward pass of N with GLIA_LOOK: the derivative of every sample's score `output` (before the last
// activation) by its inputs. Returns a buffer (N, IN) of the network, valid until the next pass; it may be that of the
// inputs. net->d is unchanged. Returns NULL if a step activation makes the derivative zero everywhere;
// net->error_index is that layer.
const float *glia_network_input_gradient(glia_network *net, size_t N, size_t output);

// One training step on N samples: forward, loss, backward, clipping, update; *sum is the loss as of glia_network_loss.
// Refuses, before any parameter has changed, with GLIA_ERROR_STEP_GRADIENT, with GLIA_ERROR_LOSS when the loss is not
// finite (index: the first layer whose output is not, -1 when all are), and with GLIA_ERROR_GRADIENT or
// GLIA_ERROR_WEIGHT when a gradient or an updated parameter is not or would not be (index: its layer).
glia_status glia_network_train(glia_network *net, double *sum, size_t N);

#endif
