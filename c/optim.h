// Updates over the one flat array of parameters. Formulas and defaults are PyTorch's.
#ifndef GLIA_OPTIM_H
#define GLIA_OPTIM_H

#include "spec.h"

typedef struct {
  float learning_rate;
  float momentum;
  float weight_decay;
  int nesterov;
} glia_sgd;

// g := d + weight_decay · w;  v := momentum · v + g;  w := w − learning_rate · (nesterov ? g + momentum · v : v)
//   w, v, d  (SIZE); v is NULL when momentum is 0
// Answers 1 when every w is finite afterwards.
int glia_sgd_step(float *restrict w, float *restrict v, const float *restrict d, const glia_sgd *sgd, size_t SIZE);

#endif
