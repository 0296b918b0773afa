// Updates over the one flat array of parameters. Formulas and defaults are PyTorch's.
//
//   sgd      v := momentum · v + g;  w := w − rate · (nesterov ? g + momentum · v : v)
//   adagrad  s := s + g²;  w := w − rate · g / (√s + epsilon)                            (Duchi et al. 2011)
//   rmsprop  s := rho · s + (1 − rho) · g²;  u := g / (√s + epsilon);  v := momentum · v + u;
//            w := w − rate · (momentum ? v : u)                                          (Tieleman and Hinton 2012)
//   adam     m := beta1 · m + (1 − beta1) · g;  v := beta2 · v + (1 − beta2) · g²;
//            w := w − rate / (1 − beta1ᵗ) · m / (√v / √(1 − beta2ᵗ) + epsilon)           (Kingma and Ba 2015)
//   adamw    w := w − rate · weight_decay · w, then as adam                              (Loshchilov and Hutter 2019)
//
// g is the gradient times `scale`, and but for adamw g := g + weight_decay · w.
#ifndef GLIA_OPTIM_H
#define GLIA_OPTIM_H

#include "spec.h"

typedef struct {
  glia_optimizer_type type;
  float learning_rate;
  float momentum;
  float weight_decay;
  float rho, beta1, beta2, epsilon;
  int nesterov;
  float scale;   // of the gradients, for clipping; 1 for none
  uint32_t step; // from 1
} glia_optimizer;

// How many arrays, as large as the parameters, the optimiser keeps; all begin as zeros. In order: sgd velocity (none
// without momentum); adagrad s; rmsprop s, velocity (without momentum s alone); adam and adamw m, v.
size_t glia_optimizer_slots(glia_optimizer_type type, float momentum);

// One step, or only a trial of it that writes nothing.
//   w, d   (SIZE) parameters and gradients
//   slot   the arrays that the optimiser keeps, (SIZE) each
// Answers the largest magnitude among the new parameters and slots: infinite or NaN when one of them is not finite.
float glia_optimizer_step(float *restrict w, float *const *slot, const float *restrict d,
                          const glia_optimizer *optimizer, int trial, size_t SIZE);

#endif
