#include "elementwise.h"
#include "vmath.h"

static inline f32x4 activate(f32x4 x, glia_activation_type f, f32x4 alpha) {
  f32x4 zero = f32x4_splat(0.0f);
  switch (f) {
  case GLIA_STEP: return f32x4_select(f32x4_less(zero, x), f32x4_splat(1.0f), zero);
  case GLIA_SIGMOID: return f32x4_sigmoid(x);
  case GLIA_TANH: return f32x4_tanh(x);
  // Written so that NaN passes through: it must be seen, not hidden. The sum makes a 0 of -0.
  case GLIA_RELU: return f32x4_pmax(f32x4_add(x, zero), zero);
  case GLIA_LEAKY_RELU: return f32x4_select(f32x4_less_equal(x, zero), f32x4_mul(alpha, x), x);
  case GLIA_IDENTITY:
  case GLIA_SOFTMAX: break;
  }
  return x;
}

static inline f32x4 derivative(f32x4 y, glia_activation_type f, f32x4 alpha) {
  f32x4 zero = f32x4_splat(0.0f);
  f32x4 one = f32x4_splat(1.0f);
  switch (f) {
  case GLIA_SIGMOID: return f32x4_mul(y, f32x4_sub(one, y));
  case GLIA_TANH: return f32x4_sub(one, f32x4_mul(y, y));
  case GLIA_RELU: return f32x4_select(f32x4_less(zero, y), one, zero);
  case GLIA_LEAKY_RELU: return f32x4_select(f32x4_less(zero, y), one, alpha);
  case GLIA_IDENTITY:
  case GLIA_STEP:
  case GLIA_SOFTMAX: break;
  }
  return one;
}

void glia_activate(float *y, const float *x, glia_activation_type f, float alpha, size_t SIZE) {
  glia_assert(f != GLIA_SOFTMAX);
  f32x4 a = f32x4_splat(alpha);
  size_t i = 0;
  // A loop of its own for the one that is used most: 1.7 µs for 5,408 floats where the loop that asks takes 1.9.
  for (; f == GLIA_RELU && i + 4 <= SIZE; i += 4)
    f32x4_store(y + i, activate(f32x4_load(x + i), GLIA_RELU, a));
  for (; i < SIZE && (f != GLIA_IDENTITY || y != x); i += 4)
    f32x4_store_up_to(y + i, activate(f32x4_load_up_to(x + i, SIZE - i, 0.0f), f, a), SIZE - i);
}

void glia_activate_backward(float *dx, const float *y, const float *dy, glia_activation_type f, float alpha,
                            size_t SIZE) {
  glia_assert(f != GLIA_SOFTMAX && f != GLIA_STEP);
  f32x4 a = f32x4_splat(alpha);
  size_t i = 0;
  for (; f == GLIA_RELU && i + 4 <= SIZE; i += 4)
    f32x4_store(dx + i, f32x4_mul(f32x4_load(dy + i), derivative(f32x4_load(y + i), GLIA_RELU, a)));
  for (; i < SIZE && (f != GLIA_IDENTITY || dx != dy); i += 4) {
    f32x4 slope = derivative(f32x4_load_up_to(y + i, SIZE - i, 0.0f), f, a);
    f32x4_store_up_to(dx + i, f32x4_mul(f32x4_load_up_to(dy + i, SIZE - i, 0.0f), slope), SIZE - i);
  }
}

void glia_scale(float *y, const float *x, float scale, float offset, size_t SIZE) {
  f32x4 s = f32x4_splat(scale);
  f32x4 o = f32x4_splat(offset);
  size_t i = 0;
  for (; i + 4 <= SIZE; i += 4)
    f32x4_store(y + i, f32x4_madd(s, f32x4_load(x + i), o));
  if (i < SIZE)
    f32x4_store_up_to(y + i, f32x4_madd(s, f32x4_load_up_to(x + i, SIZE - i, 0.0f), o), SIZE - i);
}

void glia_sum_rows(float *restrict sums, const float *restrict x, size_t ROWS, size_t COLUMNS) {
  for (size_t j = 0; j < COLUMNS; j += 4) {
    f32x4 sum = f32x4_splat(0.0f);
    size_t i = 0, whole = j + 4 <= COLUMNS ? ROWS : 0;
    for (; i < whole; i++)
      sum = f32x4_add(sum, f32x4_load(x + i * COLUMNS + j));
    for (; i < ROWS; i++)
      sum = f32x4_add(sum, f32x4_load_up_to(x + i * COLUMNS + j, COLUMNS - j, 0.0f));
    f32x4_store_up_to(sums + j, sum, COLUMNS - j);
  }
}

void glia_bytes_to_floats(float *restrict y, const uint8_t *restrict x, float scale, size_t SIZE) {
  size_t i = 0;
  for (; i + 4 <= SIZE; i += 4)
    f32x4_store(y + i, f32x4_mul(f32x4_load_bytes(x + i), f32x4_splat(scale)));
  for (; i < SIZE; i++)
    y[i] = (float)x[i] * scale;
}

float glia_largest(const float *x, size_t SIZE) {
  i32x4 largest = i32x4_splat(0);
  size_t i = 0;
  for (; i + 4 <= SIZE; i += 4)
    largest = f32x4_larger(largest, f32x4_load(x + i));
  if (i < SIZE)
    largest = f32x4_larger(largest, f32x4_load_up_to(x + i, SIZE - i, 0.0f));
  return f32x4_largest(largest);
}

size_t glia_first_non_finite(const float *x, size_t SIZE) {
  size_t i = 0;
  while (i < SIZE && __builtin_isfinite(x[i]))
    i++;
  return i;
}

double glia_sum_squares(const float *x, size_t SIZE) {
  // Blocks short enough for floats, their sums added as doubles.
  enum { kBlock = 256 };
  double sum = 0;
  for (size_t from = 0; from < SIZE; from += kBlock) {
    size_t to = from + kBlock < SIZE ? from + kBlock : SIZE;
    f32x4 squares = f32x4_splat(0.0f);
    for (size_t i = from; i < to; i += 4) {
      f32x4 v = f32x4_load_up_to(x + i, to - i, 0.0f);
      squares = f32x4_madd(v, v, squares);
    }
    sum += (double)f32x4_sum(squares);
  }
  return sum;
}

void glia_add_scaled(float *restrict y, const float *restrict x, float scale, size_t SIZE) {
  f32x4 s = f32x4_splat(scale);
  for (size_t i = 0; i < SIZE; i += 4)
    f32x4_store_up_to(y + i,
                      f32x4_madd(s, f32x4_load_up_to(x + i, SIZE - i, 0.0f), f32x4_load_up_to(y + i, SIZE - i, 0.0f)),
                      SIZE - i);
}

void glia_multiply(float *z, const float *x, const float *y, size_t SIZE) {
  for (size_t i = 0; i < SIZE; i += 4)
    f32x4_store_up_to(
        z + i, f32x4_mul(f32x4_load_up_to(x + i, SIZE - i, 0.0f), f32x4_load_up_to(y + i, SIZE - i, 0.0f)), SIZE - i);
}
