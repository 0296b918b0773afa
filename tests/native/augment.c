// Distortions: what they change, what they do not change, and that a seed reproduces them.
#include "../../c/augment.h"
#include "check.h"

#include <math.h>
#include <string.h>

enum { kSide = 28, kSize = kSide * kSide };

static const glia_augmentation kNone = {.H = kSide, .W = kSide, .C = 1};

// A ring of ink.
static void draw(float *x) {
  for (size_t i = 0; i < kSize; i++) {
    double away = hypot((double)(i % kSide) - 13.5, (double)(i / kSide) - 13.5);
    x[i] = fabs(away - 7) < 1.5 ? 1.0f : 0.0f;
  }
}

static void distort(float *x, glia_augmentation most, uint64_t seed) {
  float *copy = floats(NULL, most.H * most.W * most.C);
  glia_rng rng = glia_rng_make(seed, 0);
  glia_augment(x, copy, &most, &rng);
  free(copy);
}

static double ink(const float *x) {
  double sum = 0;
  for (size_t i = 0; i < kSize; i++)
    sum += (double)x[i];
  return sum;
}

static void nothing_is_nothing(void) {
  float x[kSize], y[kSize];
  draw(x);
  memcpy(y, x, sizeof y);
  distort(y, kNone, 1);
  CHECK(memcmp(x, y, sizeof x) == 0, "a picture changed");
}

static void a_seed_repeats_it(void) {
  glia_augmentation most = {kSide, kSide, 1, 0.1f, 0.1f, 2, 0.1f, 1, 0.5f};
  float first[kSize], again[kSize], other[kSize];
  draw(first);
  memcpy(again, first, sizeof again);
  memcpy(other, first, sizeof other);
  distort(first, most, 5);
  distort(again, most, 5);
  distort(other, most, 6);
  CHECK(memcmp(first, again, sizeof first) == 0, "the same seed, another picture");
  CHECK(memcmp(first, other, sizeof first) != 0, "another seed, the same picture");
}

// The center of the ink and its spread, over many draws.
static void each_does_what_it_says(void) {
  double most_shift = 0, least = INFINITY, most = 0, boldest = 0, finest = INFINITY;
  float x[kSize];
  draw(x);
  const double before = ink(x);
  for (uint64_t seed = 0; seed < 300; seed++) {
    glia_augmentation shift = kNone, scale = kNone, thickness = kNone;
    shift.shift = 3;
    scale.scale = 0.2f;
    thickness.thickness = 1;
    draw(x);
    distort(x, shift, seed);
    double middle = 0;
    for (size_t i = 0; i < kSize; i++)
      middle += (double)x[i] * (double)(i % kSide) / ink(x);
    most_shift = fmax(most_shift, fabs(middle - 13.5));
    CHECK(fabs(ink(x) - before) < 1, "a shift changed the ink from %g to %g", before, ink(x));
    draw(x);
    distort(x, scale, seed);
    most = fmax(most, ink(x));
    least = fmin(least, ink(x));
    draw(x);
    distort(x, thickness, seed);
    boldest = fmax(boldest, ink(x));
    finest = fmin(finest, ink(x));
  }
  CHECK(most_shift > 2.5 && most_shift <= 3.01, "shifts of up to 3 reached %g", most_shift);
  // The area grows with the square of the scale: at most 1.2² · 1.1², at least 0.8² · 0.9².
  CHECK(most > 1.3 * before && most < 1.8 * before, "the largest has %g of %g", most, before);
  CHECK(least < 0.75 * before && least > 0.45 * before, "the smallest has %g of %g", least, before);
  CHECK(boldest > 1.4 * before && finest < 0.6 * before, "strokes from %g to %g of %g", finest, boldest, before);
}

// Values stay within the range of the image, for any size, and nothing is read or written outside of it.
static void any_picture_will_do(void) {
  glia_rng rng = glia_rng_make(8, 0);
  const size_t sizes[] = {1, 2, 5, 7, 8, 28, 131};
  for (size_t i = 0; i < 49; i++) {
    glia_augmentation most = {sizes[i / 7], sizes[i % 7], 1 + i % 4, 0.4f, 0.5f, 9, 0.5f, 4, 1};
    size_t SIZE = most.H * most.W * most.C;
    float *x = floats(NULL, SIZE);
    for (size_t j = 0; j < SIZE; j++)
      x[j] = glia_rng_uniform(&rng);
    distort(x, most, i);
    for (size_t j = 0; j < SIZE; j++)
      CHECK(x[j] >= 0.0f && x[j] <= 1.0f, "%zu × %zu × %zu: %g at %zu", most.H, most.W, most.C, (double)x[j], j);
    free(x);
  }
}

const test_case augment_tests[] = {
    {"augment: nothing asked, nothing done", nothing_is_nothing},
    {"augment: a seed repeats it", a_seed_repeats_it},
    {"augment: each distortion does what it says", each_does_what_it_says},
    {"augment: any picture will do", any_picture_will_do},
    {NULL, NULL},
};
