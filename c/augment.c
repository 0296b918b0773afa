#include "augment.h"

#include <string.h>

// Points of the grid of displacements: seven pixels apart, or in pictures that would need more of them, wider.
enum { kCell = 7, kPoints = 18 };

static float within(glia_rng *rng, float most) { return (2.0f * glia_rng_uniform(rng) - 1.0f) * most; }

// Where a pixel of the distorted picture comes from: (x, y) ↦ (xx · x + xy · y, yx · x + yy · y), from the middle.
typedef struct {
  float xx, xy, yx, yy;
} linear;

static linear random_linear(glia_rng *rng, const glia_augmentation *most) {
  // A turn by the tangent of half its angle needs no sine. Up to 45° the angles come out even to within a sixth.
  float t = within(rng, most->turn), square = t * t;
  float cosine = (1.0f - square) / (1.0f + square), sine = 2.0f * t / (1.0f + square);
  float both = 1.0f + within(rng, most->scale), shear = within(rng, most->shear);
  float x = 1.0f / (both * (1.0f + within(rng, most->scale / 2)));
  float y = 1.0f / (both * (1.0f + within(rng, most->scale / 2)));
  return (linear){cosine * x, (cosine * shear - sine) * y, sine * x, (sine * shear + cosine) * y};
}

static float between(float a, float b, float t) { return a + (b - a) * t; }

// The way from one point of the grid to the next, eased so that no cell shows.
static float eased(size_t at, size_t cell) {
  float t = (float)at / (float)cell;
  return t * t * (3.0f - 2.0f * t);
}

static size_t cell_of(size_t SIZE) { return glia_max(kCell, (SIZE + kPoints - 3) / (kPoints - 2)); }

static float pixel(const float *x, ptrdiff_t i, ptrdiff_t j, const glia_augmentation *most) {
  int inside = i >= 0 && j >= 0 && i < (ptrdiff_t)most->H && j < (ptrdiff_t)most->W;
  return inside ? x[((size_t)i * most->W + (size_t)j) * most->C] : 0.0f;
}

// One value of the picture at any place, bilinear; x points to its channel.
static float sample(const float *x, float row, float column, const glia_augmentation *most) {
  // From a thousand pixels before the edge, where there is nothing to see, truncation is rounding down.
  ptrdiff_t i = (ptrdiff_t)(row + 1000.0f) - 1000, j = (ptrdiff_t)(column + 1000.0f) - 1000;
  float down = row - (float)i, across = column - (float)j;
  return between(between(pixel(x, i, j, most), pixel(x, i, j + 1, most), across),
                 between(pixel(x, i + 1, j, most), pixel(x, i + 1, j + 1, most), across), down);
}

static void warp(float *restrict to, const float *restrict from, const glia_augmentation *most, glia_rng *rng) {
  size_t H = most->H, W = most->W, C = most->C, high = cell_of(H), wide = cell_of(W);
  linear map = random_linear(rng, most);
  float left = within(rng, most->shift), up = within(rng, most->shift);
  float points[kPoints][kPoints][2] = {{{0}}};
  for (size_t i = 0; i <= (H - 1) / high + 1; i++)
    for (size_t j = 0; j <= (W - 1) / wide + 1; j++)
      for (size_t k = 0; k < 2; k++)
        points[i][j][k] = within(rng, most->elastic);

  float middle_x = (float)(W - 1) / 2, middle_y = (float)(H - 1) / 2;
  for (size_t i = 0; i < H; i++) {
    float y = (float)i - middle_y, line[kPoints][2] = {{0}};
    for (size_t j = 0; j <= (W - 1) / wide + 1; j++)
      for (size_t k = 0; k < 2; k++)
        line[j][k] = between(points[i / high][j][k], points[i / high + 1][j][k], eased(i % high, high));
    for (size_t j = 0; j < W; j++, to += C) {
      float x = (float)j - middle_x, across = eased(j % wide, wide);
      const float *before = line[j / wide], *after = line[j / wide + 1];
      float column = map.xx * x + map.xy * y + middle_x + left + between(before[0], after[0], across);
      float row = map.yx * x + map.yy * y + middle_y + up + between(before[1], after[1], across);
      for (size_t c = 0; c < C; c++)
        to[c] = sample(from + c, row, column, most);
    }
  }
}

// The largest (or the least) of a value and its neighbours `step` to both sides; of ROW in a row it is number `at`.
static float extreme(const float *x, size_t step, size_t at, size_t ROW, int largest) {
  float before = at > 0 ? x[-(ptrdiff_t)step] : *x, after = at + 1 < ROW ? x[step] : *x;
  float sides = (before > after) == largest ? before : after;
  return (*x > sides) == largest ? *x : sides;
}

// Towards the extreme of every 3 × 3 values: first across, then down.
static void thicken(float *restrict x, float *restrict copy, float bolder, const glia_augmentation *most) {
  size_t H = most->H, W = most->W, ROW = W * most->C;
  for (size_t i = 0; i < H; i++)
    for (size_t j = 0; j < ROW; j++)
      copy[i * ROW + j] = extreme(x + i * ROW + j, most->C, j / most->C, W, bolder > 0);
  for (size_t i = 0; i < H; i++)
    for (size_t j = 0; j < ROW; j++)
      x[i * ROW + j] =
          between(x[i * ROW + j], extreme(copy + i * ROW + j, ROW, i, H, bolder > 0), __builtin_fabsf(bolder));
}

void glia_augment(float *restrict x, float *restrict copy, const glia_augmentation *most, glia_rng *rng) {
  memcpy(copy, x, most->H * most->W * most->C * sizeof *x);
  warp(x, copy, most, rng);
  if (most->thickness > 0)
    thicken(x, copy, within(rng, most->thickness), most);
}
