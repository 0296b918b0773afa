// The numbers that C and JavaScript share. web/src/spec/{names,encode}.js repeat them and a test compares the files, so
// a change here without the other one fails at once.
#ifndef GLIA_SPEC_H
#define GLIA_SPEC_H

#include "base.h"

enum { GLIA_MAX_RANK = 3, GLIA_MAX_LAYERS = 64, GLIA_MAX_TENSORS = 4, GLIA_MAX_SLOTS = 2 };

// What a call returns: 0, or why it refused. glia_network.error_index is the layer, unless stated otherwise.
typedef enum {
  GLIA_OK = 0,
  GLIA_ERROR_SHAPE = -1,         // the layer cannot take an input of this shape
  GLIA_ERROR_SIZE = -2,          // the plan needs more bytes than can be addressed
  GLIA_ERROR_HEAD = -3,          // the loss does not fit the last layer's activation
  GLIA_ERROR_STEP_GRADIENT = -4, // no gradient flows through a step activation
  GLIA_ERROR_LOSS = -5,          // the loss is not finite; index: the first layer whose output is not, or -1
  GLIA_ERROR_GRADIENT = -6,      // a gradient is not finite
  GLIA_ERROR_WEIGHT = -7,        // the update would make a weight infinite or NaN
} glia_status;

typedef enum {
  GLIA_DENSE,
  GLIA_ACTIVATION,
  GLIA_FLATTEN,
  GLIA_RESCALING,
  GLIA_DROPOUT,
  GLIA_BATCH_NORM,
  GLIA_NORMALIZATION,
  GLIA_CONV2D,
  GLIA_MAX_POOL2D,
  GLIA_AVG_POOL2D,
  GLIA_GLOBAL_AVG_POOL2D
} glia_layer_type;

typedef enum {
  GLIA_IDENTITY,
  GLIA_STEP,
  GLIA_SIGMOID,
  GLIA_TANH,
  GLIA_RELU,
  GLIA_LEAKY_RELU,
  GLIA_ELU,
  GLIA_SOFTPLUS,
  GLIA_SOFTMAX
} glia_activation_type;

typedef enum {
  GLIA_SPARSE_CATEGORICAL_CROSSENTROPY,
  GLIA_CATEGORICAL_CROSSENTROPY,
  GLIA_BINARY_CROSSENTROPY,
  GLIA_MEAN_SQUARED_ERROR,
  GLIA_ROOT_MEAN_SQUARED_ERROR,
  GLIA_SUM_SQUARED_ERROR
} glia_loss_type;

typedef enum { GLIA_SGD, GLIA_ADAGRAD, GLIA_RMSPROP, GLIA_ADAM, GLIA_ADAMW } glia_optimizer_type;

// How many there are of each; a test holds them to the last names above.
#define GLIA_LAYER_TYPES (GLIA_GLOBAL_AVG_POOL2D + 1)
#define GLIA_ACTIVATIONS (GLIA_SOFTMAX + 1)
#define GLIA_LOSSES (GLIA_SUM_SQUARED_ERROR + 1)
#define GLIA_OPTIMIZERS (GLIA_ADAMW + 1)

typedef enum {
  GLIA_ZEROS,
  GLIA_ONES,
  GLIA_RANDOM_NORMAL,
  GLIA_RANDOM_UNIFORM,
  GLIA_GLOROT_UNIFORM,
  GLIA_GLOROT_NORMAL,
  GLIA_HE_NORMAL,
  GLIA_HE_UNIFORM
} glia_initializer_type;

// What a tensor of parameters is to its layer.
typedef enum {
  GLIA_KERNEL,
  GLIA_BIAS,
  GLIA_GAMMA,
  GLIA_BETA,
  GLIA_MOVING_MEAN,
  GLIA_MOVING_VARIANCE,
  GLIA_MEAN,
  GLIA_VARIANCE
} glia_tensor_role;

typedef enum { GLIA_BYTES, GLIA_FLOATS } glia_data_type;

// What a forward pass is for.
typedef enum {
  GLIA_PREDICT, // the output alone: a convolution may compute the layer behind it as well and leave its own output out
  GLIA_TRAIN,   // as in a training step: dropout drops, batchNorm uses the batch
  GLIA_LOOK,    // as in prediction, with the output of every layer
} glia_mode;

// Every field below is one 32-bit word, so that JavaScript writes them as words in this order.

typedef struct {
  glia_layer_type type;
  glia_activation_type activation;
  int32_t units; // of dense; the filters of conv2d
  int32_t trainable;
  int32_t kernel_height; // of conv2d's kernel, or of a pool's window
  int32_t kernel_width;
  int32_t stride_height;
  int32_t stride_width;
  int32_t same_padding; // 0: valid
  int32_t use_bias;
  glia_initializer_type kernel_initializer;
  glia_initializer_type bias_initializer;
  float alpha;
  float scale;
  float offset;
  float l2;
  float rate;
  float momentum;
  float epsilon;
} glia_layer_spec;

// optim.h has the formulas.
typedef struct {
  glia_optimizer_type type;
  float learning_rate;
  float momentum;
  float weight_decay;
  int32_t nesterov;
  float rho;
  float beta1;
  float beta2;
  float epsilon;
  float clip_norm; // the largest norm of the gradient; 0: no clipping
} glia_optimizer;

typedef struct {
  int32_t rank;
  int32_t input[GLIA_MAX_RANK];
  int32_t layers;
  int32_t batch_size;
  glia_loss_type loss;
  uint32_t seed;
  glia_optimizer optimizer;
  glia_layer_spec layer[GLIA_MAX_LAYERS];
} glia_spec;

_Static_assert(sizeof(glia_layer_spec) == 19 * sizeof(int32_t) && sizeof(glia_optimizer) == 10 * sizeof(int32_t),
               "a field is not one word");

#endif
