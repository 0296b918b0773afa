// Four floats at a time, in three backends:
//   simd128   WebAssembly SIMD: a separate multiply and add, the same bits everywhere
//   relaxed   the same, but f32x4_madd may round once (WebAssembly relaxed SIMD; the CPU chooses)
//   portable  gcc's and clang's vector extensions: the native build, bit for bit like simd128 (-ffp-contract=off)
//
// Comparisons give masks of all ones or all zeros; f32x4_select(mask, a, b) is mask ? a : b, lane by lane.
#ifndef GLIA_KERNELS_SIMD_H
#define GLIA_KERNELS_SIMD_H

#include "../base.h"

// A compiler that makes code small would call some of these, which halves the speed of the loops around them.
#define INLINE inline __attribute__((always_inline))

#if defined(__wasm_simd128__)

#include <wasm_simd128.h>

typedef v128_t f32x4;
typedef v128_t i32x4;

static INLINE f32x4 f32x4_load(const float *p) { return wasm_v128_load(p); }
static INLINE void f32x4_store(float *p, f32x4 a) { wasm_v128_store(p, a); }
static INLINE i32x4 i32x4_load(const int32_t *p) { return wasm_v128_load(p); }
static INLINE void i32x4_store(int32_t *p, i32x4 a) { wasm_v128_store(p, a); }
static INLINE f32x4 f32x4_load_splat(const float *p) { return wasm_v128_load32_splat(p); }
static INLINE f32x4 f32x4_splat(float s) { return wasm_f32x4_splat(s); }
static INLINE f32x4 f32x4_load_bytes(const uint8_t *p) {
  return wasm_f32x4_convert_i32x4(wasm_u32x4_extend_low_u16x8(wasm_u16x8_extend_low_u8x16(wasm_v128_load32_zero(p))));
}
static INLINE float f32x4_first(f32x4 a) { return wasm_f32x4_extract_lane(a, 0); }

static INLINE f32x4 f32x4_add(f32x4 a, f32x4 b) { return wasm_f32x4_add(a, b); }
static INLINE f32x4 f32x4_sub(f32x4 a, f32x4 b) { return wasm_f32x4_sub(a, b); }
static INLINE f32x4 f32x4_mul(f32x4 a, f32x4 b) { return wasm_f32x4_mul(a, b); }
static INLINE f32x4 f32x4_div(f32x4 a, f32x4 b) { return wasm_f32x4_div(a, b); }
static INLINE f32x4 f32x4_abs(f32x4 a) { return wasm_f32x4_abs(a); }
static INLINE f32x4 f32x4_sqrt(f32x4 a) { return wasm_f32x4_sqrt(a); }

static INLINE i32x4 f32x4_less(f32x4 a, f32x4 b) { return wasm_f32x4_lt(a, b); }
static INLINE i32x4 f32x4_less_equal(f32x4 a, f32x4 b) { return wasm_f32x4_le(a, b); }
static INLINE f32x4 f32x4_select(i32x4 mask, f32x4 a, f32x4 b) { return wasm_v128_bitselect(a, b, mask); }
static INLINE i32x4 f32x4_nan(f32x4 a) { return wasm_f32x4_ne(a, a); }
// a < b ? b : a, one instruction where WebAssembly's own max takes eight; a NaN in b is not seen.
static INLINE f32x4 f32x4_pmax(f32x4 a, f32x4 b) { return wasm_f32x4_pmax(a, b); }

// Where a is not zero, NaN included: as a mask, and as one bit a lane, the first lane's lowest.
static INLINE i32x4 f32x4_nonzero(f32x4 a) {
  float zero = 0.0f;
  __asm__("" : "+r"(zero)); // or LLVM, seeing the zero, compares integers, which takes four instructions for one
  return wasm_f32x4_ne(a, wasm_f32x4_splat(zero));
}
static INLINE uint32_t f32x4_nonzero_lanes(f32x4 a) { return wasm_i32x4_bitmask(f32x4_nonzero(a)); }
// Sixteen bytes of a, by their numbers.
static INLINE i32x4 i32x4_pick(i32x4 a, const uint8_t bytes[16]) {
#if defined(__wasm_relaxed_simd__)
  return wasm_i8x16_relaxed_swizzle(a, wasm_v128_load(bytes));
#else
  return wasm_i8x16_swizzle(a, wasm_v128_load(bytes));
#endif
}

// Rows become columns.
static INLINE void f32x4_transpose(f32x4 x[4]) {
  f32x4 a = wasm_i32x4_shuffle(x[0], x[1], 0, 4, 1, 5), b = wasm_i32x4_shuffle(x[2], x[3], 0, 4, 1, 5);
  f32x4 c = wasm_i32x4_shuffle(x[0], x[1], 2, 6, 3, 7), d = wasm_i32x4_shuffle(x[2], x[3], 2, 6, 3, 7);
  x[0] = wasm_i64x2_shuffle(a, b, 0, 2);
  x[1] = wasm_i64x2_shuffle(a, b, 1, 3);
  x[2] = wasm_i64x2_shuffle(c, d, 0, 2);
  x[3] = wasm_i64x2_shuffle(c, d, 1, 3);
}

static INLINE i32x4 f32x4_bits(f32x4 a) { return a; }
static INLINE f32x4 i32x4_as_f32(i32x4 a) { return a; }
static INLINE f32x4 i32x4_to_f32(i32x4 a) { return wasm_f32x4_convert_i32x4(a); }
static INLINE i32x4 i32x4_splat(int32_t s) { return wasm_i32x4_splat(s); }
static INLINE i32x4 i32x4_add(i32x4 a, i32x4 b) { return wasm_i32x4_add(a, b); }
static INLINE i32x4 i32x4_sub(i32x4 a, i32x4 b) { return wasm_i32x4_sub(a, b); }
static INLINE i32x4 i32x4_and(i32x4 a, i32x4 b) { return wasm_v128_and(a, b); }
static INLINE i32x4 i32x4_or(i32x4 a, i32x4 b) { return wasm_v128_or(a, b); }
static INLINE i32x4 i32x4_max(i32x4 a, i32x4 b) { return wasm_i32x4_max(a, b); }
#define i32x4_shift_left(a, n) wasm_i32x4_shl(a, n)
#define i32x4_shift_right(a, n) wasm_i32x4_shr(a, n) // keeps the sign

#else

typedef float f32x4 __attribute__((vector_size(16)));
typedef int32_t i32x4 __attribute__((vector_size(16)));
typedef uint32_t u32x4 __attribute__((vector_size(16))); // wraps around as the instructions do

static INLINE f32x4 f32x4_load(const float *p) {
  f32x4 a;
  __builtin_memcpy(&a, p, sizeof a);
  return a;
}
static INLINE void f32x4_store(float *p, f32x4 a) { __builtin_memcpy(p, &a, sizeof a); }
static INLINE i32x4 i32x4_load(const int32_t *p) {
  i32x4 a;
  __builtin_memcpy(&a, p, sizeof a);
  return a;
}
static INLINE void i32x4_store(int32_t *p, i32x4 a) { __builtin_memcpy(p, &a, sizeof a); }
static INLINE f32x4 f32x4_splat(float s) { return (f32x4){s, s, s, s}; }
static INLINE f32x4 f32x4_load_splat(const float *p) { return f32x4_splat(*p); }
static INLINE f32x4 f32x4_load_bytes(const uint8_t *p) { return (f32x4){p[0], p[1], p[2], p[3]}; }
static INLINE float f32x4_first(f32x4 a) { return a[0]; }

static INLINE f32x4 f32x4_add(f32x4 a, f32x4 b) { return a + b; }
static INLINE f32x4 f32x4_sub(f32x4 a, f32x4 b) { return a - b; }
static INLINE f32x4 f32x4_mul(f32x4 a, f32x4 b) { return a * b; }
static INLINE f32x4 f32x4_div(f32x4 a, f32x4 b) { return a / b; }
static INLINE f32x4 f32x4_sqrt(f32x4 a) {
  return (f32x4){__builtin_sqrtf(a[0]), __builtin_sqrtf(a[1]), __builtin_sqrtf(a[2]), __builtin_sqrtf(a[3])};
}

static INLINE i32x4 f32x4_bits(f32x4 a) { return (i32x4)a; }
static INLINE f32x4 i32x4_as_f32(i32x4 a) { return (f32x4)a; }
static INLINE f32x4 i32x4_to_f32(i32x4 a) { return __builtin_convertvector(a, f32x4); }
static INLINE i32x4 i32x4_splat(int32_t s) { return (i32x4){s, s, s, s}; }
static INLINE i32x4 i32x4_add(i32x4 a, i32x4 b) { return (i32x4)((u32x4)a + (u32x4)b); }
static INLINE i32x4 i32x4_sub(i32x4 a, i32x4 b) { return (i32x4)((u32x4)a - (u32x4)b); }
static INLINE i32x4 i32x4_and(i32x4 a, i32x4 b) { return a & b; }
static INLINE i32x4 i32x4_or(i32x4 a, i32x4 b) { return a | b; }
static INLINE i32x4 i32x4_max(i32x4 a, i32x4 b) {
  i32x4 greater = a > b;
  return (greater & a) | (~greater & b);
}
#define i32x4_shift_left(a, n) ((i32x4)((u32x4)(a) << (n)))
#define i32x4_shift_right(a, n) ((i32x4)(a) >> (n))

static INLINE f32x4 f32x4_abs(f32x4 a) { return i32x4_as_f32(i32x4_and(f32x4_bits(a), i32x4_splat(0x7fffffff))); }
static INLINE i32x4 f32x4_less(f32x4 a, f32x4 b) { return a < b; }
static INLINE i32x4 f32x4_less_equal(f32x4 a, f32x4 b) { return a <= b; }
static INLINE f32x4 f32x4_select(i32x4 mask, f32x4 a, f32x4 b) {
  return i32x4_as_f32((mask & f32x4_bits(a)) | (~mask & f32x4_bits(b)));
}
static INLINE i32x4 f32x4_nan(f32x4 a) { return a != a; } // NOLINT(misc-redundant-expression): it is the test for NaN
static INLINE f32x4 f32x4_pmax(f32x4 a, f32x4 b) { return f32x4_select(a < b, b, a); }
static INLINE i32x4 f32x4_nonzero(f32x4 a) { return a != f32x4_splat(0.0f); }
static INLINE uint32_t f32x4_nonzero_lanes(f32x4 a) {
  i32x4 m = f32x4_nonzero(a) & (i32x4){1, 2, 4, 8};
  return (uint32_t)((m[0] | m[1]) | (m[2] | m[3]));
}
static INLINE i32x4 i32x4_pick(i32x4 a, const uint8_t bytes[16]) {
  uint8_t from[16], to[16];
  __builtin_memcpy(from, &a, sizeof from);
  for (size_t i = 0; i < 16; i++)
    to[i] = from[bytes[i]];
  __builtin_memcpy(&a, to, sizeof a);
  return a;
}

static INLINE void f32x4_transpose(f32x4 x[4]) {
  f32x4 rows[4] = {x[0], x[1], x[2], x[3]};
  for (size_t i = 0; i < 4; i++)
    x[i] = (f32x4){rows[0][i], rows[1][i], rows[2][i], rows[3][i]};
}

#endif

// a · b + c
static INLINE f32x4 f32x4_madd(f32x4 a, f32x4 b, f32x4 c) {
#if defined(__wasm_relaxed_simd__)
  return wasm_f32x4_relaxed_madd(a, b, c);
#else
  return f32x4_add(f32x4_mul(a, b), c);
#endif
}

// Ends a block of code for V8, which up to Node 22 first loads all that a block will need and runs out of registers
// where a loop keeps many sums. `never` is always false, which the compiler must not know; it cannot drop square roots.
static INLINE void f32x4_end_block(int never, f32x4 *sum, size_t COUNT) {
  if (__builtin_expect(never, 0))
    for (size_t i = 0; i < COUNT; i++)
      sum[i] = f32x4_sqrt(sum[i]);
}

// The two below for n < 4, apart because they are rarely called and would stand everywhere.
f32x4 glia_f32x4_load_tail(const float *p, size_t n, float fill);
void glia_f32x4_store_tail(float *p, f32x4 a, size_t n);

// Four floats at p, or the n that are left when n < 4, the lanes behind them holding fill. Reads nothing further. In a
// loop that must be fast, only for the rest: V8 saves what is in registers for the call in every round, called or not
// (76 µs instead of 6 for the largest of 100,352 floats).
static INLINE f32x4 f32x4_load_up_to(const float *p, size_t n, float fill) {
  return n >= 4 ? f32x4_load(p) : glia_f32x4_load_tail(p, n, fill);
}

// Writes four floats to p, or the n that are left when n < 4. Writes nothing further.
static INLINE void f32x4_store_up_to(float *p, f32x4 a, size_t n) {
  if (n >= 4)
    f32x4_store(p, a);
  else
    glia_f32x4_store_tail(p, a, n);
}

// Keeps the largest magnitude of each lane, as bits: those of a float without its sign are in the order of the numbers,
// and infinity and NaN come last. It begins as zeros and ends with f32x4_largest.
static INLINE i32x4 f32x4_larger(i32x4 largest, f32x4 a) { return i32x4_max(largest, f32x4_bits(f32x4_abs(a))); }

// The largest magnitude of all: infinite or NaN when there was one that is not finite.
static INLINE float f32x4_largest(i32x4 largest) {
  int32_t lanes[4];
  i32x4_store(lanes, largest);
  for (size_t i = 1; i < 4; i++)
    if (lanes[0] < lanes[i])
      lanes[0] = lanes[i];
  float result;
  __builtin_memcpy(&result, lanes, sizeof result);
  return result;
}

// (a0 + a1) + (a2 + a3): one fixed order of summation.
static INLINE float f32x4_sum(f32x4 a) {
  float lanes[4];
  f32x4_store(lanes, a);
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

#endif
