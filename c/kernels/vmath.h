// exp, expm1, log, log1p, tanh and the logistic sigmoid, four at a time.
//
// Polynomials and splittings are those of Cephes (Moshier 1989), in single precision. The largest error against libm's
// double precision, over all 2^32 arguments, in units in the last place:
//
//   exp 0.99   log 0.83   tanh 1.33   sigmoid 2.40
//
// The tests try a sample of them and hold each to 4; GLIA_ALL_FLOATS=1 has the native tests try all. Infinities, NaN,
// subnormal arguments and subnormal results are right as well.
#ifndef GLIA_KERNELS_VMATH_H
#define GLIA_KERNELS_VMATH_H

#include "simd.h"

// 2^n for -126 <= n <= 127
static inline f32x4 f32x4_exp2i(i32x4 n) { return i32x4_as_f32(i32x4_shift_left(i32x4_add(n, i32x4_splat(127)), 23)); }

// exp(x) = 2^n · (1 + fraction): returns the fraction, within 0.42 of 0.
static inline f32x4 f32x4_exp_fraction(f32x4 x, i32x4 *n) {
  // Beyond these the result is +inf or 0 in any case; written so that NaN passes.
  x = f32x4_select(f32x4_less(f32x4_splat(89.0f), x), f32x4_splat(89.0f), x);
  x = f32x4_select(f32x4_less(x, f32x4_splat(-104.0f)), f32x4_splat(-104.0f), x);

  // n = round(x / ln 2): adding 1.5 · 2^23 leaves the nearest integer in the low bits.
  f32x4 magic = f32x4_splat(12582912.0f);
  f32x4 shifted = f32x4_add(f32x4_mul(x, f32x4_splat(1.44269504088896341f)), magic);
  *n = i32x4_sub(f32x4_bits(shifted), f32x4_bits(magic));
  f32x4 whole = f32x4_sub(shifted, magic);

  f32x4 r = f32x4_madd(whole, f32x4_splat(-0.693359375f), x);
  r = f32x4_madd(whole, f32x4_splat(2.12194440e-4f), r);

  f32x4 p = f32x4_splat(1.9875691500e-4f);
  p = f32x4_madd(p, r, f32x4_splat(1.3981999507e-3f));
  p = f32x4_madd(p, r, f32x4_splat(8.3334519073e-3f));
  p = f32x4_madd(p, r, f32x4_splat(4.1665795894e-2f));
  p = f32x4_madd(p, r, f32x4_splat(1.6666665459e-1f));
  p = f32x4_madd(p, r, f32x4_splat(5.0000001201e-1f));
  return f32x4_madd(p, f32x4_mul(r, r), r);
}

static inline f32x4 f32x4_exp(f32x4 x) {
  i32x4 n;
  f32x4 p = f32x4_add(f32x4_exp_fraction(x, &n), f32x4_splat(1.0f));
  // Two factors, so that 2^128 and the subnormal powers are reached without leaving the exponent's range.
  i32x4 half = i32x4_shift_right(n, 1);
  return f32x4_mul(f32x4_mul(p, f32x4_exp2i(half)), f32x4_exp2i(i32x4_sub(n, half)));
}

// exp(x) - 1, right to the last places near 0 as well.
static inline f32x4 f32x4_expm1(f32x4 x) {
  i32x4 n;
  f32x4 fraction = f32x4_exp_fraction(x, &n);
  // 2^n · fraction + (2^n - 1), in two factors as exp: (2^half · fraction + (2^half - 2^-rest)) · 2^rest.
  i32x4 half = i32x4_shift_right(n, 1), rest = i32x4_sub(n, half);
  f32x4 power = f32x4_exp2i(half);
  f32x4 whole = f32x4_sub(power, f32x4_exp2i(i32x4_sub(i32x4_splat(0), rest)));
  return f32x4_mul(f32x4_madd(power, fraction, whole), f32x4_exp2i(rest));
}

static inline f32x4 f32x4_log(f32x4 x) {
  // A subnormal has no exponent to read: lift it by 2^23 first.
  i32x4 small = f32x4_less(x, f32x4_splat(0x1p-126f));
  f32x4 lifted = f32x4_select(small, f32x4_mul(x, f32x4_splat(0x1p23f)), x);

  // lifted = 2^e · m with m in [√½, √2)
  i32x4 bits = i32x4_sub(f32x4_bits(lifted), i32x4_splat(0x3f3504f3));
  f32x4 e = i32x4_to_f32(i32x4_shift_right(bits, 23));
  e = f32x4_sub(e, f32x4_select(small, f32x4_splat(23.0f), f32x4_splat(0.0f)));
  f32x4 m = i32x4_as_f32(i32x4_add(i32x4_and(bits, i32x4_splat(0x007fffff)), i32x4_splat(0x3f3504f3)));

  f32x4 r = f32x4_sub(m, f32x4_splat(1.0f));
  f32x4 z = f32x4_mul(r, r);
  f32x4 p = f32x4_splat(7.0376836292e-2f);
  p = f32x4_madd(p, r, f32x4_splat(-1.1514610310e-1f));
  p = f32x4_madd(p, r, f32x4_splat(1.1676998740e-1f));
  p = f32x4_madd(p, r, f32x4_splat(-1.2420140846e-1f));
  p = f32x4_madd(p, r, f32x4_splat(1.4249322787e-1f));
  p = f32x4_madd(p, r, f32x4_splat(-1.6668057665e-1f));
  p = f32x4_madd(p, r, f32x4_splat(2.0000714765e-1f));
  p = f32x4_madd(p, r, f32x4_splat(-2.4999993993e-1f));
  p = f32x4_madd(p, r, f32x4_splat(3.3333331174e-1f));
  f32x4 y = f32x4_mul(f32x4_mul(p, r), z);
  y = f32x4_madd(e, f32x4_splat(-2.12194440e-4f), y);
  y = f32x4_madd(z, f32x4_splat(-0.5f), y);
  y = f32x4_madd(e, f32x4_splat(0.693359375f), f32x4_add(r, y));

  f32x4 infinity = f32x4_splat(__builtin_inff());
  f32x4 zero = f32x4_splat(0.0f);
  y = f32x4_select(f32x4_less(x, infinity), y, x); // +inf and NaN are their own logarithms
  y = f32x4_select(f32x4_less(x, zero), f32x4_splat(__builtin_nanf("")), y);
  return f32x4_select(f32x4_less_equal(f32x4_abs(x), zero), f32x4_sub(zero, infinity), y);
}

// log(1 + x), right to the last places near 0 as well: what 1 + x loses of x to rounding is made up for by the factor
// (Kahan; Higham 2002, §1.14.1).
static inline f32x4 f32x4_log1p(f32x4 x) {
  f32x4 one = f32x4_splat(1.0f), sum = f32x4_add(one, x), kept = f32x4_sub(sum, one);
  f32x4 y = f32x4_mul(f32x4_log(sum), f32x4_div(x, kept));
  y = f32x4_select(f32x4_nonzero(kept), y, x);
  return f32x4_select(f32x4_less(x, f32x4_splat(__builtin_inff())), y, x);
}

static inline f32x4 f32x4_tanh(f32x4 x) {
  f32x4 size = f32x4_abs(x);

  f32x4 z = f32x4_mul(x, x);
  f32x4 p = f32x4_splat(-5.70498872745e-3f);
  p = f32x4_madd(p, z, f32x4_splat(2.06390887954e-2f));
  p = f32x4_madd(p, z, f32x4_splat(-5.37397155531e-2f));
  p = f32x4_madd(p, z, f32x4_splat(1.33314422036e-1f));
  p = f32x4_madd(p, z, f32x4_splat(-3.33332819422e-1f));
  f32x4 near = f32x4_madd(f32x4_mul(p, z), x, x);

  f32x4 e = f32x4_exp(f32x4_add(size, size));
  f32x4 far = f32x4_sub(f32x4_splat(1.0f), f32x4_div(f32x4_splat(2.0f), f32x4_add(e, f32x4_splat(1.0f))));
  i32x4 sign = i32x4_and(f32x4_bits(x), i32x4_splat((int32_t)0x80000000));
  far = i32x4_as_f32(i32x4_or(f32x4_bits(far), sign));

  return f32x4_select(f32x4_less(size, f32x4_splat(0.625f)), near, far);
}

// 1 / (1 + exp(-x)), from exp(-|x|), which cannot overflow.
static inline f32x4 f32x4_sigmoid(f32x4 x) {
  f32x4 one = f32x4_splat(1.0f);
  f32x4 e = f32x4_exp(f32x4_sub(f32x4_splat(0.0f), f32x4_abs(x)));
  f32x4 top = f32x4_select(f32x4_less(x, f32x4_splat(0.0f)), e, one);
  return f32x4_div(top, f32x4_add(one, e));
}

#endif
