#include "dataset.h"
#include "kernels/elementwise.h"
#include "rng.h"

#include <string.h>

void glia_dataset_shuffle(const glia_dataset *data, uint32_t seed, uint32_t epoch) {
  // The parameters are drawn from stream 0.
  glia_rng rng = glia_rng_make(seed, (uint64_t)epoch + 1);
  glia_rng_permutation(&rng, data->order, data->N);
}

void glia_dataset_in_order(const glia_dataset *data) {
  for (size_t i = 0; i < data->N; i++)
    data->order[i] = (uint32_t)i;
}

void glia_dataset_gather(float *restrict x, void *restrict target, const glia_dataset *data, size_t FIRST,
                         size_t COUNT) {
  glia_assert(FIRST + COUNT <= data->N);
  size_t IN = data->IN, words = data->TARGET * sizeof(uint32_t);
  for (size_t i = 0; i < COUNT; i++) {
    size_t sample = data->order[FIRST + i];
    if (data->type == GLIA_BYTES)
      glia_bytes_to_floats(x + i * IN, (const uint8_t *)data->x + sample * IN, data->scale, IN);
    else
      glia_scale(x + i * IN, (const float *)data->x + sample * IN, data->scale, 0.0f, IN);
    memcpy((uint8_t *)target + i * words, (const uint8_t *)data->target + sample * words, words);
  }
}
