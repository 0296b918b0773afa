// The initial values of parameters.
#ifndef GLIA_LAYERS_INITIALIZER_H
#define GLIA_LAYERS_INITIALIZER_H

#include "../rng.h"
#include "../spec.h"

// Fills w (SIZE) by its initializer. FAN_IN and FAN_OUT are the connections into and out of one unit.
//   zeros, ones
//   randomNormal   mean 0, standard deviation 1
//   randomUniform  in [-0.05, 0.05), as Keras
//   glorotUniform  in ±√(6 / (FAN_IN + FAN_OUT)); glorotNormal, deviation √(2 / (FAN_IN + FAN_OUT))
//                  (Glorot and Bengio 2010)
//   heUniform      in ±√(6 / FAN_IN); heNormal, deviation √(2 / FAN_IN) (He et al. 2015)
// The normal ones are not truncated, unlike Keras's.
void glia_initialize(float *w, glia_initializer_type type, glia_rng *rng, size_t SIZE, size_t FAN_IN, size_t FAN_OUT);

#endif
