// Losses: their values and their gradients.
//
//   sparseCategoricalCrossentropy  −log y[class], mean over samples; targets are class indices
//   categoricalCrossentropy        −Σ t · log y, mean over samples; targets are rows, one-hot or any distribution
//   binaryCrossentropy             −t · log y − (1 − t) · log (1 − y), mean over samples and outputs
//   meanSquaredError               (y − t)², mean over samples and outputs
//   rootMeanSquaredError           the square root of the former, over the whole pass
//   sumSquaredError                ½ Σ (y − t)², mean over samples
//
// The cross-entropies are computed together with the softmax or sigmoid that they belong to, from its logits: they
// neither overflow nor take the logarithm of a probability that has become 0, and their gradient is y − t.
#ifndef GLIA_LOSS_H
#define GLIA_LOSS_H

#include "spec.h"

// The end of a network as the loss sees it, N samples of one pass.
typedef struct {
  const float *output; // (N, OUT), after the last activation
  const float *logits; // (N, OUT), before it
  const float *norms;  // (N, 2), as glia_softmax leaves them; only where the loss needs softmax
  const void *target;  // (N) int32_t classes or (N, OUT) floats
  const float *weight; // (classes), how much a sample of each class counts; NULL for all alike. A row's class is its
                       // largest target, a single output's (binaryCrossentropy) its target rounded
  size_t N, OUT;
} glia_outcome;

// 1 when targets are class indices, 0 when they are rows.
int glia_loss_is_sparse(glia_loss_type loss);

// The activation that the loss is computed together with and needs as the last one; GLIA_IDENTITY if it takes any.
glia_activation_type glia_loss_partner(glia_loss_type loss);

// The sum over the pass of what the loss averages. Sums of several passes may be added before glia_loss_mean.
double glia_loss_sum(glia_loss_type loss, const glia_outcome *outcome);

// The loss itself, from the sum over N samples of OUT outputs.
double glia_loss_mean(glia_loss_type loss, double sum, size_t N, size_t OUT);

// d (N, OUT) := the derivative of the loss by the logits (cross-entropies) or by the outputs (the others). mean is
// the loss of the same pass.
void glia_loss_gradient(float *restrict d, glia_loss_type loss, const glia_outcome *outcome, double mean);

// How many samples have their largest output where the target says; for binaryCrossentropy, how many outputs are on
// the target's side of a half.
size_t glia_loss_correct(glia_loss_type loss, const glia_outcome *outcome);

// Σ |y − t|, for the losses whose targets are rows.
double glia_loss_absolute_sum(const glia_outcome *outcome);

#endif
