// A data set as it was copied in, and the batches gathered from it. Bytes stay bytes until they enter a batch.
#ifndef GLIA_DATASET_H
#define GLIA_DATASET_H

#include "spec.h"

typedef struct {
  glia_data_type type; // of x
  const void *x;       // (N, IN)
  float scale;         // what x is multiplied by
  const void *target;  // (N, TARGET), 32-bit words
  uint32_t *order;     // (N), a permutation of the samples
  size_t N, IN, TARGET;
} glia_dataset;

// A random order that depends on the seed and the epoch alone, so that a run can be resumed at any epoch.
void glia_dataset_shuffle(const glia_dataset *data, uint32_t seed, uint32_t epoch);

// Restores the order in which the samples came.
void glia_dataset_in_order(const glia_dataset *data);

// x (COUNT, IN), target (COUNT, TARGET) := samples order[FIRST] … order[FIRST + COUNT - 1]
void glia_dataset_gather(float *restrict x, void *restrict target, const glia_dataset *data, size_t FIRST,
                         size_t COUNT);

#endif
