// The contract of a layer. A layer's whole life stands in one file, in the order in which it happens:
//
//   infer     from the input's shape and the options: the output's shape and the parameters; may refuse
//   init      fills the parameters
//   forward   y from x
//   backward  the parameters' gradients and dx, from x, y and dy
//   settle    what a training step leaves behind beside the gradients
//
// Between infer and init the network gives every tensor its place; a layer allocates nothing.
#ifndef GLIA_LAYERS_LAYER_H
#define GLIA_LAYERS_LAYER_H

#include "../rng.h"
#include "../spec.h"

typedef struct {
  size_t rank;
  size_t dim[GLIA_MAX_RANK + 1]; // of a sample, without the batch; the kernel of a convolution has one more
} glia_shape;

typedef struct {
  glia_tensor_role role;
  glia_shape shape;
  size_t size;   // elements
  int trainable; // 0: no gradient leads here: it is frozen, or the layer sets it itself
  float *value;  // shape, in the flat array of all parameters
  float *d;      // shape, in the flat array of all gradients; NULL when not trainable
} glia_tensor;

typedef struct glia_layer glia_layer;

// What a pass needs beside the layer's own tensors.
typedef struct {
  size_t N;       // samples in this pass
  float *scratch; // the layer's own scratch(), in floats, and at least a sample of the network's input
  int training;  // 1 in a training step: dropout drops, batchNorm looks at the batch, backward computes the parameters'
                 // gradients; 0 otherwise, backward computing dx alone
  uint32_t seed; // of the network
  uint32_t step; // of the training, which with the seed decides what dropout drops
  int finite;    // 1 when every parameter of the network is known to be finite
  int fuse;      // forward: 1 to compute glia_layer.fused_next as well, y being its output
} glia_pass;

typedef struct {
  glia_status (*infer)(glia_layer *layer);
  // Floats of scratch that a pass of up to N samples needs, either way; NULL for none.
  size_t (*scratch)(const glia_layer *layer, size_t N);
  // Floats that forward keeps for backward and settle, for a pass of up to N samples; NULL for none.
  size_t (*kept)(const glia_layer *layer, size_t N);
  // NULL when there are no parameters.
  void (*init)(const glia_layer *layer, glia_rng *rng);
  // y (N, out) from x (N, in). NULL: the layer is a view, y is x.
  void (*forward)(const glia_layer *layer, float *y, const float *x, const glia_pass *pass);
  // dx (N, in), NULL where nobody wants it, from x, y and dy (N, out), which may be overwritten. Where x is the
  // network's input, dx may take its place.
  void (*backward)(const glia_layer *layer, float *dx, const float *x, const float *y, float *dy,
                   const glia_pass *pass);
  // After a training step that went well; NULL when there is nothing to do.
  void (*settle)(const glia_layer *layer, const glia_pass *pass);
  // Outside of training, what the layer does to each channel: y = scale · x + shift. NULL where it is no such thing.
  void (*affine)(const glia_layer *layer, float *scale, float *shift);
  // Whether the layer is the largest of every 2 × 2 pixels; NULL for no.
  int (*halves)(const glia_layer *layer);
  // Whether the layer computes `next`, the one right behind it, in the same pass over its output when it predicts; NULL
  // for never.
  int (*fuses)(const glia_layer *layer, const glia_layer *next);
  int activates; // 1 when spec.activation is applied to the output
} glia_layer_kind;

struct glia_layer {
  const glia_layer_kind *kind;
  glia_layer_spec spec;
  size_t index; // in the network
  glia_shape in, out;
  size_t IN, OUT; // elements of one sample
  glia_tensor tensor[GLIA_MAX_TENSORS];
  size_t tensors;
  const glia_layer *fused_next; // the layer right behind, where this one computes it as well in prediction; or NULL
  float *y;                     // (BATCH, OUT), the last pass's output
  float *kept;                  // the layer's own kept(BATCH), in floats
};

// Elements of a shape; SIZE_MAX when they cannot be counted.
static inline size_t glia_shape_size(glia_shape shape) {
  size_t size = 1;
  for (size_t i = 0; i < shape.rank; i++)
    if (__builtin_mul_overflow(size, shape.dim[i], &size))
      return SIZE_MAX;
  return size;
}

// Adds a tensor of parameters to the layer while it infers its shapes.
static inline void glia_layer_add_tensor(glia_layer *layer, glia_tensor_role role, glia_shape shape, int trainable) {
  glia_assert(layer->tensors < GLIA_MAX_TENSORS);
  layer->tensor[layer->tensors++] =
      (glia_tensor){.role = role, .shape = shape, .size = glia_shape_size(shape), .trainable = trainable};
}

// The size of the last dimension, along which softmax and the normalisations work.
static inline size_t glia_layer_last_dim(const glia_layer *layer) { return layer->in.dim[layer->in.rank - 1]; }

#endif
