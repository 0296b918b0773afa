// A reference for whole networks: every layer, activation and loss once more, naively and in double precision. A new
// one that is missing here is a compile error. Differences of these losses check the engine's gradients.
#ifndef GLIA_TESTS_REFERENCE_H
#define GLIA_TESTS_REFERENCE_H

#include "../../c/glia.h"

enum { kBatch = 9, kWidest = 400, kMostParameters = 8192 };

typedef double batch[kBatch][kWidest];

// f(x) of any activation but softmax.
double reference_activation(glia_activation_type f, double x, double alpha);

// The slope of the reference at x, by its difference; at 0, where some have a kink, the slope on the left.
double reference_slope(glia_activation_type f, double x, double alpha);

// A batch through the network with trainable parameters w; x becomes the output. The last activation is left out when
// only its argument is wanted. What dropout dropped is read off the network's own last pass.
void reference_forward(const glia_network *net, const double *w, batch x, int training, int logits, size_t N);

// The loss in training, penalty included, of the network's own input and target.
double reference_loss(const glia_network *net, const double *w, size_t N);

#endif
