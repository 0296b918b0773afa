// Random distortions of training pictures, so that no epoch repeats a picture exactly.
#ifndef GLIA_AUGMENT_H
#define GLIA_AUGMENT_H

#include "rng.h"

// The largest amounts, each to either side; 0: none.
typedef struct {
  size_t H, W, C; // of a picture
  float turn;     // tangent of half the angle
  float scale; // share of the size by which both sides change together, and half of it by which each changes on its own
  float shift; // pixels
  float shear; // columns per row
  float elastic;   // pixels that points of a grid, smoothly joined, are displaced by (in the manner of Simard,
                   // Steinkraus and Platt 2003)
  float thickness; // share of the way to the largest or smallest of every 3 × 3 pixels: bolder or finer strokes
} glia_augmentation;

// Distorts one picture (H, W, C) in place; what comes from outside of it is 0. copy (H, W, C) is scratch.
void glia_augment(float *restrict x, float *restrict copy, const glia_augmentation *most, glia_rng *rng);

#endif
