#include "conv.h"
#include "gemm_pack.h"
#include "simd.h"
#include "tile.h"

#include <string.h>

static const float kZeros[GLIA_NR];

// An image with room for every place of the window on it.
typedef struct {
  const float *at;
  size_t row; // floats between its rows
} image;

static size_t reach(size_t count, size_t stride, size_t size) { return (count - 1) * stride + size; }

// Floats of the image that the window needs, as far as it reaches.
static size_t padded_size(const glia_window *w) {
  return reach(w->OH, w->SH, w->KH) * reach(w->OW, w->SW, w->KW) * w->C;
}

// x itself, or where the window reaches over its edges a copy with zeros around it.
static image with_padding(float *restrict room, const float *x, const glia_window *w) {
  size_t HIGH = reach(w->OH, w->SH, w->KH), WIDE = reach(w->OW, w->SW, w->KW) * w->C;
  if (HIGH <= w->H && WIDE <= w->W * w->C)
    return (image){x, w->W * w->C};
  memset(room, 0, HIGH * WIDE * sizeof *room);
  size_t left = w->LEFT * w->C, across = glia_min(WIDE - left, w->W * w->C);
  for (size_t i = 0; i < w->H && i + w->TOP < HIGH; i++)
    memcpy(room + (i + w->TOP) * WIDE + left, x + i * w->W * w->C, across * sizeof *room);
  return (image){room, WIDE};
}

// Panels of b (K, NR each) from column j on, b's own rows where they can be read as they are.
typedef struct {
  const float *at;
  size_t row;
} panel;

static panel panel_of(float *restrict room, const float *b, size_t j, size_t K, size_t OUT) {
  if (OUT - j >= GLIA_NR)
    return (panel){b + j, OUT};
  glia_gemm_pack(room, GLIA_NR, b + j, 1, OUT, OUT - j, GLIA_NR, K);
  return (panel){room, GLIA_NR};
}

// y (OH, OW, OUT) := x ∗ kernel + bias on an image that needs no padding, with columns j to j + n of the kernel.
static void correlate(float *restrict y, image x, panel kernel, const float *bias, const glia_window *w, size_t n,
                      size_t OUT) {
  glia_tile_rows rows = {.step = 1, .run = x.row, .K = w->KW * w->C, .RUNS = w->KH};
  size_t PIXELS = w->OH * w->OW, row = 0, column = 0;
  for (size_t first = 0; first < PIXELS; first += GLIA_MR) {
    size_t m = glia_min(GLIA_MR, PIXELS - first);
    for (size_t i = 0; i < GLIA_MR; i++) {
      rows.at[i] = i < m ? x.at + row * w->SH * x.row + column * w->SW * w->C : x.at;
      if (++column == w->OW) {
        column = 0;
        row++;
      }
    }
    glia_tile(y + first * OUT, OUT, bias, 0, &rows, kernel.at, kernel.row, m, n);
  }
}

// y (N) := relu of the largest of each column of sums (MR, NR); NaN must be seen.
static void pool(float *restrict y, const float *restrict sums, size_t N) {
  for (size_t j = 0; j < N; j += 4) {
    f32x4 most = f32x4_splat(0.0f);
    i32x4 nan = i32x4_splat(0);
    for (size_t i = 0; i < GLIA_MR; i++) {
      f32x4 sum = f32x4_load(sums + i * GLIA_NR + j);
      most = f32x4_pmax(most, sum);
      nan = i32x4_or(nan, f32x4_nan(sum));
    }
    f32x4_store_up_to(y + j, f32x4_select(nan, f32x4_splat(__builtin_nanf("")), most), N - j);
  }
}

// As correlate, and pooled: the four rows of a tile are the pixels of one pool.
static void correlate_pooled(float *restrict y, image x, panel kernel, const float *bias, const glia_window *w,
                             size_t n, size_t OUT) {
  glia_tile_rows rows = {.step = 1, .run = x.row, .K = w->KW * w->C, .RUNS = w->KH};
  size_t down = w->SH * x.row, across = w->SW * w->C;
  // Whole tiles always: the columns that are too many are zeros in the panel.
  float start[GLIA_NR] = {0}, sums[GLIA_MR * GLIA_NR];
  memcpy(start, bias, n * sizeof *start);
  for (size_t i = 0; i < w->OH / 2; i++)
    for (size_t j = 0; j < w->OW / 2; j++, y += OUT) {
      for (size_t row = 0; row < GLIA_MR; row++)
        rows.at[row] = x.at + (2 * i + row / 2) * down + (2 * j + row % 2) * across;
      glia_tile(sums, GLIA_NR, start, 0, &rows, kernel.at, kernel.row, GLIA_MR, GLIA_NR);
      pool(y, sums, n);
    }
}

size_t glia_conv_scratch(const glia_window *w, size_t OUT) {
  size_t K = w->KH * w->KW * w->C, PIXELS = w->OH * w->OW;
  size_t forward = padded_size(w) + K * GLIA_NR;
  size_t dkernel = padded_size(w) + PIXELS * GLIA_NR;
  size_t dx = (w->H + w->KH - 1) * (w->W + w->KW - 1) * OUT + w->KH * w->KW * OUT * GLIA_NR;
  return glia_max(forward, glia_max(dkernel, dx));
}

void glia_conv(float *restrict y, const float *restrict x, const float *restrict kernel, const float *bias, int pooled,
               const glia_window *w, float *restrict scratch, size_t OUT) {
  image padded = with_padding(scratch, x, w);
  float *room = scratch + padded_size(w);
  for (size_t j = 0; j < OUT; j += GLIA_NR) {
    panel columns = panel_of(room, kernel, j, w->KH * w->KW * w->C, OUT);
    (pooled ? correlate_pooled : correlate)(y + j, padded, columns, bias ? bias + j : kZeros, w,
                                            glia_min(GLIA_NR, OUT - j), OUT);
  }
}

void glia_conv_dkernel(float *restrict dkernel, const float *restrict x, const float *restrict dy, const glia_window *w,
                       float *restrict scratch, size_t OUT) {
  image padded = with_padding(scratch, x, w);
  float *room = scratch + padded_size(w);
  size_t ROW = w->KW * w->C, K = w->KH * ROW;
  glia_tile_rows rows = {.step = w->SW * w->C, .run = w->SH * padded.row, .K = w->OW, .RUNS = w->OH};
  for (size_t j = 0; j < OUT; j += GLIA_NR) {
    panel columns = panel_of(room, dy, j, w->OH * w->OW, OUT);
    for (size_t k = 0; k < K; k += GLIA_MR) {
      for (size_t i = 0; i < GLIA_MR; i++) {
        size_t at = glia_min(k + i, K - 1);
        rows.at[i] = padded.at + at / ROW * padded.row + at % ROW;
      }
      float *to = dkernel + k * OUT + j;
      glia_tile(to, OUT, to, OUT, &rows, columns.at, columns.row, glia_min(GLIA_MR, K - k), glia_min(GLIA_NR, OUT - j));
    }
  }
}

// Every pixel of dx is the product of the windows' places that it lay in: a convolution of dy, with zeros around it and
// strides apart, with the kernel turned by half a turn.
void glia_conv_dx(float *restrict dx, const float *restrict dy, const float *restrict kernel, const glia_window *w,
                  float *restrict scratch, size_t OUT) {
  size_t C = w->C, PLACES = w->KH * w->KW;
  glia_window back = {
      .H = w->H + w->KH - 1,
      .W = w->W + w->KW - 1,
      .C = OUT,
      .KH = w->KH,
      .KW = w->KW,
      .SH = 1,
      .SW = 1,
      .OH = w->H,
      .OW = w->W,
  };
  image spread = {scratch, back.W * OUT};
  memset(scratch, 0, back.H * spread.row * sizeof *scratch);
  for (size_t i = 0; i < w->OH; i++)
    for (size_t j = 0; j < w->OW; j++)
      memcpy(scratch + (i * w->SH + w->KH - 1 - w->TOP) * spread.row + (j * w->SW + w->KW - 1 - w->LEFT) * OUT,
             dy + (i * w->OW + j) * OUT, OUT * sizeof *dy);

  float *turned = scratch + back.H * spread.row; // (PLACES, OUT, NR)
  for (size_t c = 0; c < C; c += GLIA_NR) {
    size_t n = glia_min(GLIA_NR, C - c);
    for (size_t place = 0; place < PLACES; place++) // (OUT, C) at each place
      glia_gemm_pack(turned + (PLACES - 1 - place) * OUT * GLIA_NR, GLIA_NR, kernel + (place * C + c) * OUT, OUT, 1, n,
                     GLIA_NR, OUT);
    correlate(dx + c, spread, (panel){turned, GLIA_NR}, kZeros, &back, n, C);
  }
}
