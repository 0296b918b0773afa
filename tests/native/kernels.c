// Every kernel against a naive loop in double precision, over sizes 1 to 67 and a few that cross the blocks.
#include "../../c/kernels/elementwise.h"
#include "../../c/kernels/gemm.h"
#include "../../c/kernels/softmax.h"
#include "check.h"
#include "reference.h"

#include <math.h>
#include <string.h>

enum { kMost = 67 };

static size_t size_up_to(glia_rng *rng, size_t most) { return 1 + glia_rng_below(rng, (uint32_t)most); }

// A matrix of exactly its size, stored by rows or by columns.
static glia_matrix matrix(glia_rng *rng, size_t ROWS, size_t COLUMNS, int by_columns) {
  float *at = floats(rng, ROWS * COLUMNS);
  return by_columns ? (glia_matrix){at, 1, ROWS} : (glia_matrix){at, COLUMNS, 1};
}

static float element(glia_matrix m, size_t i, size_t j) { return m.at[i * m.row + j * m.column]; }

// `ink` out of eight elements of a are not zero.
static void try_gemm_with(glia_rng *rng, size_t M, size_t N, size_t K, uint32_t ink) {
  glia_matrix a = matrix(rng, M, K, (int)glia_rng_below(rng, 2));
  for (size_t i = 0; i < M * K; i++)
    if (glia_rng_below(rng, 8) >= ink)
      ((float *)a.at)[i] = glia_rng_below(rng, 2) ? 0.0f : -0.0f;
  glia_matrix b = matrix(rng, K, N, (int)glia_rng_below(rng, 2));
  float *bias = glia_rng_below(rng, 2) ? floats(rng, N) : NULL;
  float *c = floats(NULL, M * N);
  float *scratch = floats(NULL, glia_gemm_scratch(M, N, K));
  if (bias && glia_rng_below(rng, 2))
    bias[0] = -0.0f;
  int b_finite = ink < 8 || (int)glia_rng_below(rng, 2);
  if (!b_finite)
    ((float *)b.at)[glia_rng_below(rng, (uint32_t)(K * N))] = INFINITY;
  glia_gemm(c, a, b, b_finite, bias, scratch, M, N, K);

  for (size_t i = 0; i < M; i++)
    for (size_t j = 0; j < N; j++) {
      double exact = bias ? (double)bias[j] : 0, size = fabs(exact);
      float in_order = bias ? bias[j] + 0.0f : 0.0f;
      for (size_t k = 0; k < K; k++) {
        double product = (double)element(a, i, k) * (double)element(b, k, j);
        exact += product;
        size += fabs(product);
        in_order += element(a, i, k) * element(b, k, j);
      }
      float got = c[i * N + j];
      if (!isfinite(exact)) {
        CHECK(memcmp(&got, &in_order, sizeof got) == 0 || (isnan(got) && isnan(in_order)), "not what infinity makes");
        continue;
      }
      // The error of a sequential sum of K + 1 terms is at most K roundings, of a product one (Higham 2002, §3.1).
      CHECK(fabs((double)got - exact) <= (double)(K + 1) * 0x1p-24 * size, "(%zu, %zu, %zu) at %zu, %zu: %g, not %g", M,
            N, K, i, j, (double)got, exact);
      CHECK(memcmp(&got, &in_order, sizeof got) == 0, "(%zu, %zu, %zu) at %zu, %zu: not the bits of the naive loop", M,
            N, K, i, j);
    }
  free((void *)a.at);
  free((void *)b.at);
  free(bias);
  free(c);
  free(scratch);
}

static void try_gemm(glia_rng *rng, size_t M, size_t N, size_t K) {
  for (uint32_t ink = 0; ink <= 8; ink += 2)
    try_gemm_with(rng, M, N, K, ink);
}

static void gemm_is_the_naive_loop(void) {
  glia_rng rng = glia_rng_make(11, 0);
  for (size_t size = 1; size <= kMost; size++) {
    try_gemm(&rng, size, size_up_to(&rng, kMost), size_up_to(&rng, kMost));
    try_gemm(&rng, size_up_to(&rng, kMost), size, size_up_to(&rng, kMost));
    try_gemm(&rng, size_up_to(&rng, kMost), size_up_to(&rng, kMost), size);
    for (size_t rows = 1; rows <= 5; rows++) // around the micro-kernel's number of rows, where the code paths differ
      try_gemm(&rng, rows, size, size_up_to(&rng, kMost));
  }
  for (size_t i = 0; i < 300; i++)
    try_gemm(&rng, size_up_to(&rng, kMost), size_up_to(&rng, kMost), size_up_to(&rng, kMost));
}

static void gemm_crosses_blocks(void) {
  glia_rng rng = glia_rng_make(12, 0);
  const size_t sizes[][3] = {{5, 9, 256},  {5, 9, 257},  {17, 33, 1100}, {1, 50, 784}, {100, 50, 784},
                             {3, 520, 11}, {17, 513, 5}, {4, 1030, 513}, {784, 10, 3}, {33, 512, 256}};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
    try_gemm(&rng, sizes[i][0], sizes[i][1], sizes[i][2]);
}

static int close_to(float got, double expected, double tolerance) {
  return fabs((double)got - expected) <= tolerance * fmax(1, fabs(expected));
}

static void try_activation(glia_rng *rng, glia_activation_type f, float alpha, size_t SIZE) {
  float *x = floats(rng, SIZE), *y = floats(NULL, SIZE), *dy = floats(rng, SIZE), *dx = floats(NULL, SIZE);
  for (size_t i = 0; i < SIZE; i++)
    x[i] *= glia_rng_below(rng, 4) ? 6.0f : 60.0f;
  x[0] = glia_rng_below(rng, 2) ? 0.0f : x[0];
  glia_activate(y, x, f, alpha, SIZE);
  for (size_t i = 0; i < SIZE; i++)
    CHECK(close_to(y[i], reference_activation(f, (double)x[i], (double)alpha), 1e-6), "f %d at %g: %g", (int)f,
          (double)x[i], (double)y[i]);
  if (f != GLIA_STEP) {
    glia_activate_backward(dx, y, dy, f, alpha, SIZE);
    for (size_t i = 0; i < SIZE; i++)
      CHECK(close_to(dx[i], (double)dy[i] * reference_slope(f, (double)x[i], (double)alpha), 1e-6), "f %d' at %g: %g",
            (int)f, (double)x[i], (double)dx[i]);
  }
  glia_activate(x, x, f, alpha, SIZE); // in place
  CHECK(memcmp(x, y, SIZE * sizeof *x) == 0, "f %d in place, %zu", (int)f, SIZE);
  free(x);
  free(y);
  free(dy);
  free(dx);
}

static void activations_and_their_slopes(void) {
  glia_rng rng = glia_rng_make(13, 0);
  for (glia_activation_type f = 0; f < GLIA_ACTIVATIONS; f++)
    for (size_t SIZE = 1; f != GLIA_SOFTMAX && SIZE <= kMost; SIZE++) {
      try_activation(&rng, f, 0.3f, SIZE);
      try_activation(&rng, f, 1.0f, SIZE);
    }
}

static void activations_let_nan_through(void) {
  for (glia_activation_type f = 0; f < GLIA_ACTIVATIONS; f++) {
    if (f == GLIA_SOFTMAX || f == GLIA_STEP)
      continue;
    float x[5] = {NAN, NAN, NAN, NAN, NAN}, y[5];
    glia_activate(y, x, f, 0.3f, 5);
    for (size_t i = 0; i < 5; i++)
      CHECK(isnan(y[i]), "f %d hides NaN", (int)f);
  }
}

static void softmax_and_its_gradient(void) {
  glia_rng rng = glia_rng_make(14, 0);
  for (size_t SIZE = 1; SIZE <= kMost; SIZE++) {
    size_t N = size_up_to(&rng, 5);
    float shift = between(&rng, -1e4f, 1e4f);
    float *x = floats(&rng, N * SIZE), *y = floats(NULL, N * SIZE), *norms = floats(NULL, 2 * N);
    float *dy = floats(&rng, N * SIZE), *dx = floats(NULL, N * SIZE);
    for (size_t i = 0; i < N * SIZE; i++)
      x[i] = x[i] * 20.0f + shift;
    glia_softmax(y, norms, x, N, SIZE);
    glia_softmax_backward(dx, y, dy, N, SIZE);
    for (size_t n = 0; n < N; n++) {
      double max = -INFINITY, sum = 0, dot = 0;
      for (size_t j = 0; j < SIZE; j++)
        max = fmax(max, (double)x[n * SIZE + j]);
      for (size_t j = 0; j < SIZE; j++)
        sum += exp((double)x[n * SIZE + j] - max);
      for (size_t j = 0; j < SIZE; j++)
        dot += (double)dy[n * SIZE + j] * exp((double)x[n * SIZE + j] - max) / sum;
      CHECK((double)norms[2 * n] == max && close_to(norms[2 * n + 1], log(sum), 1e-6), "norms of %zu", SIZE);
      for (size_t j = 0; j < SIZE; j++) {
        size_t i = n * SIZE + j;
        double p = exp((double)x[i] - max) / sum;
        CHECK(fabs((double)y[i] - p) <= 1e-6 * p + 1e-37, "%zu of %zu: %g, not %g", j, SIZE, (double)y[i], p);
        CHECK(fabs((double)dx[i] - p * ((double)dy[i] - dot)) <= 1e-6, "gradient %zu of %zu", j, SIZE);
      }
    }
    free(x);
    free(y);
    free(norms);
    free(dy);
    free(dx);
  }
}

static void softmax_never_overflows(void) {
  float x[6] = {3.4e38f, -3.4e38f, 1000.0f, 1010.0f, 990.0f, 0.0f}, y[6];
  glia_softmax(y, NULL, x, 2, 3);
  for (size_t i = 0; i < 6; i++)
    CHECK(isfinite(y[i]), "%zu: %g", i, (double)y[i]);
  CHECK(y[0] == 1.0f, "%g", (double)y[0]);
}

static void scale_sum_and_bytes(void) {
  glia_rng rng = glia_rng_make(15, 0);
  for (size_t SIZE = 1; SIZE <= kMost; SIZE++) {
    size_t ROWS = size_up_to(&rng, kMost);
    float *x = floats(&rng, ROWS * SIZE), *y = floats(NULL, ROWS * SIZE), *sums = floats(NULL, SIZE);
    uint8_t *bytes = malloc(SIZE);
    glia_scale(y, x, 2.5f, -0.75f, ROWS * SIZE);
    for (size_t i = 0; i < ROWS * SIZE; i++)
      CHECK(close_to(y[i], 2.5 * (double)x[i] - 0.75, 1e-6), "scale %zu", i);
    glia_sum_rows(sums, x, ROWS, SIZE);
    for (size_t j = 0; j < SIZE; j++) {
      double sum = 0;
      for (size_t i = 0; i < ROWS; i++)
        sum += (double)x[i * SIZE + j];
      CHECK(close_to(sums[j], sum, 1e-5), "sum of column %zu: %g, not %g", j, (double)sums[j], sum);
    }
    for (size_t i = 0; i < SIZE; i++)
      bytes[i] = (uint8_t)glia_rng_below(&rng, 256);
    glia_bytes_to_floats(sums, bytes, 1.0f / 255, SIZE);
    for (size_t i = 0; i < SIZE; i++)
      CHECK(close_to(sums[i], bytes[i] / 255.0, 1e-6), "byte %d: %g", bytes[i], (double)sums[i]);
    free(x);
    free(y);
    free(sums);
    free(bytes);
  }
}

static void finds_what_is_not_finite(void) {
  glia_rng rng = glia_rng_make(16, 0);
  const float bad[] = {NAN, INFINITY, -INFINITY};
  for (size_t SIZE = 1; SIZE <= kMost; SIZE++) {
    float *x = floats(&rng, SIZE);
    CHECK(glia_first_non_finite(x, SIZE) == SIZE, "%zu finite", SIZE);
    size_t at = glia_rng_below(&rng, (uint32_t)SIZE);
    x[at] = bad[SIZE % 3];
    CHECK(glia_first_non_finite(x, SIZE) == at, "%zu of %zu", at, SIZE);
    free(x);
  }
}

const test_case kernel_tests[] = {
    {"gemm: is the naive loop, bit for bit", gemm_is_the_naive_loop},
    {"gemm: crosses its blocks", gemm_crosses_blocks},
    {"elementwise: activations and their slopes", activations_and_their_slopes},
    {"elementwise: activations let NaN through", activations_let_nan_through},
    {"elementwise: scale, sum of rows, bytes to floats", scale_sum_and_bytes},
    {"elementwise: finds what is not finite", finds_what_is_not_finite},
    {"softmax: values, norms and gradient", softmax_and_its_gradient},
    {"softmax: never overflows", softmax_never_overflows},
    {0},
};
