// Convolution and pooling, forward and all gradients, against naive loops in double precision: random shapes, strides
// and paddings, 1 to 19 channels, sizes down to 1.
#include "../../c/kernels/conv.h"
#include "../../c/kernels/pool.h"
#include "check.h"

#include <math.h>
#include <string.h>

static size_t size_up_to(glia_rng *rng, size_t most) { return 1 + glia_rng_below(rng, (uint32_t)most); }

static glia_window random_window(glia_rng *rng, size_t CHANNELS) {
  glia_window w;
  do {
    int same = (int)glia_rng_below(rng, 2);
    w = (glia_window){
        .H = size_up_to(rng, 12),
        .W = size_up_to(rng, 12),
        .C = size_up_to(rng, CHANNELS),
        .KH = size_up_to(rng, 5),
        .KW = size_up_to(rng, 5),
        .SH = size_up_to(rng, 4),
        .SW = size_up_to(rng, 4),
    };
    glia_window_place(&w, same);
  } while (w.OH == 0 || w.OW == 0);
  return w;
}

// Pixel (i, j) of window (oi, oj), or -1 if it lies outside of the image.
static ptrdiff_t pixel(const glia_window *w, size_t oi, size_t oj, size_t i, size_t j) {
  ptrdiff_t row = (ptrdiff_t)(oi * w->SH + i) - (ptrdiff_t)w->TOP;
  ptrdiff_t column = (ptrdiff_t)(oj * w->SW + j) - (ptrdiff_t)w->LEFT;
  if (row < 0 || column < 0 || row >= (ptrdiff_t)w->H || column >= (ptrdiff_t)w->W)
    return -1;
  return row * (ptrdiff_t)w->W + column;
}

#define EACH_WINDOW(w, oi, oj)                                                                                         \
  for (size_t oi = 0; oi < (w).OH; oi++)                                                                               \
    for (size_t oj = 0; oj < (w).OW; oj++)
#define EACH_PLACE(w, i, j)                                                                                            \
  for (size_t i = 0; i < (w).KH; i++)                                                                                  \
    for (size_t j = 0; j < (w).KW; j++)

// The error of a sum of n products is at most n + 1 roundings of the sum of their magnitudes.
static void check_sum(float got, double exact, double size, size_t n, const char *what, const glia_window *w) {
  CHECK(fabs((double)got - exact) <= (double)(n + 2) * 0x1p-24 * size + 1e-30,
        "%s of %zu × %zu × %zu, window %zu × %zu, strides %zu, %zu: %g, not %g", what, w->H, w->W, w->C, w->KH, w->KW,
        w->SH, w->SW, (double)got, exact);
}

static double *zeros(size_t SIZE) { return calloc(SIZE, sizeof(double)); }

static void try_conv(glia_rng *rng) {
  glia_window w = random_window(rng, 19);
  size_t OUT = size_up_to(rng, 19), IMAGE = w.H * w.W * w.C, PIXELS = w.OH * w.OW;
  size_t KERNEL = w.KH * w.KW * w.C * OUT;
  float *x = floats(rng, IMAGE), *kernel = floats(rng, KERNEL), *dy = floats(rng, PIXELS * OUT);
  float *bias = glia_rng_below(rng, 2) ? floats(rng, OUT) : NULL;
  float *y = floats(NULL, PIXELS * OUT), *dx = floats(NULL, IMAGE), *dkernel = floats(rng, KERNEL);
  float *scratch = floats(NULL, glia_conv_scratch(&w, OUT));

  double *exact_dx = zeros(IMAGE), *size_dx = zeros(IMAGE), *exact_dk = zeros(KERNEL), *size_dk = zeros(KERNEL);
  for (size_t i = 0; i < KERNEL; i++)
    size_dk[i] = fabs(exact_dk[i] = (double)dkernel[i]); // the gradient is added to the existing values
  glia_conv(y, x, kernel, bias, 0, &w, scratch, OUT);
  EACH_WINDOW(w, oi, oj)
  for (size_t o = 0; o < OUT; o++) {
    size_t to = (oi * w.OW + oj) * OUT + o;
    double exact = bias ? (double)bias[o] : 0, size = fabs(exact);
    EACH_PLACE(w, i, j) {
      ptrdiff_t from = pixel(&w, oi, oj, i, j);
      for (size_t c = 0; from >= 0 && c < w.C; c++) {
        size_t at = (size_t)from * w.C + c, k = ((i * w.KW + j) * w.C + c) * OUT + o;
        exact += (double)x[at] * (double)kernel[k];
        size += fabs((double)x[at] * (double)kernel[k]);
        exact_dx[at] += (double)dy[to] * (double)kernel[k];
        size_dx[at] += fabs((double)dy[to] * (double)kernel[k]);
        exact_dk[k] += (double)dy[to] * (double)x[at];
        size_dk[k] += fabs((double)dy[to] * (double)x[at]);
      }
    }
    check_sum(y[to], exact, size, w.KH * w.KW * w.C, "y", &w);
  }
  glia_conv_dx(dx, dy, kernel, &w, scratch, OUT);
  for (size_t i = 0; i < IMAGE; i++)
    check_sum(dx[i], exact_dx[i], size_dx[i], w.KH * w.KW * OUT, "dx", &w);
  glia_conv_dkernel(dkernel, x, dy, &w, scratch, OUT);
  for (size_t i = 0; i < KERNEL; i++)
    check_sum(dkernel[i], exact_dk[i], size_dk[i], PIXELS, "dkernel", &w);

  float *all[] = {x, kernel, dy, bias, y, dx, dkernel, scratch};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    free(all[i]);
  double *exacts[] = {exact_dx, size_dx, exact_dk, size_dk};
  for (size_t i = 0; i < sizeof exacts / sizeof *exacts; i++)
    free(exacts[i]);
}

static void try_pool(glia_rng *rng) {
  glia_window w = random_window(rng, 19);
  size_t IMAGE = w.H * w.W * w.C, PIXELS = w.OH * w.OW, C = w.C;
  float *x = floats(rng, IMAGE), *dy = floats(rng, PIXELS * C);
  float *most = floats(NULL, PIXELS * C), *mean = floats(NULL, PIXELS * C);
  float *dx_most = floats(NULL, IMAGE), *dx_mean = floats(NULL, IMAGE);
  for (size_t i = 0; i < IMAGE; i++)
    x[i] = glia_rng_below(rng, 3) ? x[i] : 0.0f; // ties, as after relu
  glia_max_pool(most, x, &w);
  glia_avg_pool(mean, x, &w);
  glia_max_pool_backward(dx_most, x, most, dy, &w);
  glia_avg_pool_backward(dx_mean, dy, &w);

  double *exact_most = zeros(IMAGE), *exact_mean = zeros(IMAGE), *size = zeros(IMAGE);
  EACH_WINDOW(w, oi, oj)
  for (size_t c = 0; c < C; c++) {
    size_t to = (oi * w.OW + oj) * C + c, count = 0, winner = 0;
    double sum = 0, sizes = 0, largest = -INFINITY;
    EACH_PLACE(w, i, j) {
      ptrdiff_t from = pixel(&w, oi, oj, i, j);
      if (from < 0)
        continue;
      size_t at = (size_t)from * C + c;
      if ((double)x[at] > largest) {
        largest = (double)x[at];
        winner = at;
      }
      count++;
      sum += (double)x[at];
      sizes += fabs((double)x[at]);
    }
    CHECK((double)most[to] == largest, "the largest is %g, not %g", (double)most[to], largest);
    check_sum(mean[to], sum / (double)count, sizes / (double)count, count, "the mean", &w);
    exact_most[winner] += (double)dy[to];
    EACH_PLACE(w, i, j) {
      ptrdiff_t from = pixel(&w, oi, oj, i, j);
      if (from < 0)
        continue;
      exact_mean[(size_t)from * C + c] += (double)dy[to] / (double)count;
      size[(size_t)from * C + c] += fabs((double)dy[to]);
    }
  }
  for (size_t i = 0; i < IMAGE; i++) {
    check_sum(dx_most[i], exact_most[i], size[i], w.KH * w.KW, "dx of the largest", &w);
    check_sum(dx_mean[i], exact_mean[i], size[i], w.KH * w.KW, "dx of the mean", &w);
  }
  float *all[] = {x, dy, most, mean, dx_most, dx_mean};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    free(all[i]);
  free(exact_most);
  free(exact_mean);
  free(size);
}

static void conv_is_the_naive_loop(void) {
  glia_rng rng = glia_rng_make(21, 0);
  for (size_t i = 0; i < 400; i++)
    try_conv(&rng);
}

static void pools_are_the_naive_loop(void) {
  glia_rng rng = glia_rng_make(22, 0);
  for (size_t i = 0; i < 400; i++)
    try_pool(&rng);
}

static void nan_is_not_pooled_away(void) {
  glia_window w = {.H = 2, .W = 2, .C = 1, .KH = 2, .KW = 2, .SH = 2, .SW = 2, .OH = 1, .OW = 1};
  for (size_t at = 0; at < 4; at++) {
    float x[4] = {1, 2, 3, 4}, y;
    x[at] = NAN;
    glia_max_pool(&y, x, &w);
    CHECK(isnan(y), "NaN at %zu became %g", at, (double)y);
  }
}

const test_case conv_tests[] = {
    {"conv: forward and gradients are the naive loop", conv_is_the_naive_loop},
    {"pool: forward and gradients are the naive loop", pools_are_the_naive_loop},
    {"pool: NaN is not pooled away", nan_is_not_pooled_away},
    {NULL, NULL},
};
