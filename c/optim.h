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

// How many arrays, as large as the parameters, the optimizer keeps; all begin as zeros. In order: sgd velocity (none
// without momentum); adagrad s; rmsprop s, velocity (without momentum s alone); adam and adamw m, v.
size_t glia_optimizer_slots(const glia_optimizer *optimizer);

// What one step adds to the optimizer's options.
typedef struct {
  float scale;     // of the gradients, for clipping; 1 for none
  uint32_t number; // of the step, from 1
  int trial;       // 1 to write nothing
} glia_step;

// One step, or only a trial of it.
//   w, d   (SIZE) parameters and gradients
//   slot   the arrays that the optimizer keeps, (SIZE) each
// Returns the largest magnitude among the new parameters and slots: infinite or NaN when one of them is not finite.
float glia_optimizer_step(float *restrict w, float *const *slot, const float *restrict d,
                          const glia_optimizer *optimizer, glia_step step, size_t SIZE);

#endif
