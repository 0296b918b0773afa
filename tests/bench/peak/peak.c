// The highest rate of multiply-adds of the machine: in registers, four floats each.
//
// Each addition to a sum waits for the one before, 4 cycles in relaxed SIMD and 6 or more in SIMD128, so many
// independent sums are needed to keep the units busy, but no more than there are registers: on x86, V8 has 15, one of
// which is both the factor and the term. The caller tries which number is best. On a Zen 4, 8 sums in relaxed SIMD and
// 14 in SIMD128 reach its maximum of two multiply-adds per cycle; 15 spill and reach two thirds of the rate.
#include "kernels/simd.h"

enum { kMostSums = 14, kTimes = 8 };

// Does LOOPS · kTimes · SUMS · 4 multiply-adds and returns a number that depends on all of them.
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
