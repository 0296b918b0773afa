#include "gemm_pack.h"
#include "simd.h"

void glia_gemm_pack(float *restrict panel, size_t row, const float *restrict from, size_t across, size_t along,
                    size_t N, size_t WIDTH, size_t K) {
  glia_assert(N <= WIDTH);
  size_t j = across == 1 ? N / 16 * 16 : 0;
  for (size_t k = 0; j > 0 && k < K; k++)
    for (size_t i = 0; i < j; i += 16)
      for (size_t v = i; v < i + 16; v += 4)
        f32x4_store(panel + k * row + v, f32x4_load(from + k * along + v));
  // By fours, in both directions; the last four overlap those before them.
  for (; across == 1 && N >= 4 && j < N; j = glia_min(j + 4, N)) {
    size_t i = glia_min(j, N - 4);
    for (size_t k = 0; k < K; k++)
      f32x4_store(panel + k * row + i, f32x4_load(from + k * along + i));
  }
  for (; along == 1 && N >= 4 && j < N && K >= 4; j = glia_min(j + 4, N)) {
    size_t line = glia_min(j, N - 4);
    for (size_t k = 0; k < K; k += 4) {
      k = glia_min(k, K - 4);
      f32x4 x[4];
      for (size_t i = 0; i < 4; i++)
        x[i] = f32x4_load(from + (line + i) * across + k);
      f32x4_transpose(x);
      for (size_t i = 0; i < 4; i++)
        f32x4_store(panel + (k + i) * row + line, x[i]);
    }
  }
  for (size_t k = 0; j < WIDTH && k < K; k++)
    for (size_t i = j; i < WIDTH; i++)
      panel[k * row + i] = i < N ? from[k * along + i * across] : 0.0f;
}
