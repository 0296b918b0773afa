// The kinds of layer there are, one file each.
#ifndef GLIA_LAYERS_LAYERS_H
#define GLIA_LAYERS_LAYERS_H

#include "layer.h"

extern const glia_layer_kind glia_dense;         // y = f(x · kernel + bias) on flat inputs
extern const glia_layer_kind glia_activation;    // y = f(x); softmax over the last dimension
extern const glia_layer_kind glia_flatten;       // any shape to one dimension, without a copy
extern const glia_layer_kind glia_rescaling;     // y = scale · x + offset
extern const glia_layer_kind glia_dropout;       // drops some of x, in training
extern const glia_layer_kind glia_batch_norm;    // normalizes each feature by the batch's mean and variance
extern const glia_layer_kind glia_conv2d;        // y = f(x ∗ kernel + bias) on images
extern const glia_layer_kind glia_pool2d;        // the largest or the mean of every window of every channel
extern const glia_layer_kind glia_normalization; // normalizes each feature by a mean and variance measured on data

#endif
