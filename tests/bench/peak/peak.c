// As many multiply-adds a second as the machine can do: in registers, four floats each.
//
// A sum waits for the one before, 4 cycles in relaxed SIMD and 6 or more in SIMD128, so that it takes many independent
// ones to keep the units busy, and no more than there are registers: on x86 V8 has 15, of which one is the factor and
// the term. How many are best is for the caller to try. On a Zen 4, two multiply-adds a cycle, which is all that it
// has, are reached by 8 sums in relaxed SIMD and by 14 in SIMD128; 15 spill, at two thirds of the rate.
#include "kernels/simd.h"

enum { kMostSums = 14, kTimes = 8 };

// LOOPS · kTimes · SUMS · 4 multiply-adds, and a number that depends on them all.
static INLINE float peak(size_t SUMS, float factor, uint32_t LOOPS) {
  f32x4 a = f32x4_splat(factor), sum[kMostSums];
  for (size_t i = 0; i < SUMS; i++)
    sum[i] = f32x4_splat((float)i);
  for (; LOOPS > 0; LOOPS--)
    for (size_t t = 0; t < kTimes; t++)
      for (size_t i = 0; i < SUMS; i++)
        sum[i] = f32x4_madd(sum[i], a, a);
  for (size_t i = 1; i < SUMS; i++)
    sum[0] = f32x4_add(sum[0], sum[i]);
  return f32x4_sum(sum[0]);
}

#define EXPORT(name) __attribute__((export_name(#name))) name

float EXPORT(peak8)(float factor, uint32_t LOOPS) { return peak(8, factor, LOOPS); }
float EXPORT(peak9)(float factor, uint32_t LOOPS) { return peak(9, factor, LOOPS); }
float EXPORT(peak10)(float factor, uint32_t LOOPS) { return peak(10, factor, LOOPS); }
float EXPORT(peak11)(float factor, uint32_t LOOPS) { return peak(11, factor, LOOPS); }
float EXPORT(peak12)(float factor, uint32_t LOOPS) { return peak(12, factor, LOOPS); }
float EXPORT(peak13)(float factor, uint32_t LOOPS) { return peak(13, factor, LOOPS); }
float EXPORT(peak14)(float factor, uint32_t LOOPS) { return peak(14, factor, LOOPS); }
