// exp, expm1, log, log1p, tanh and sigmoid against libm's double precision, in units in the last place.
#include "../../c/kernels/vmath.h"
#include "check.h"

#include <math.h>
#include <string.h>

enum { kLimit = 4 }; // in ulp, as documented in vmath.h

static f32x4 lift_exp(f32x4 x) { return f32x4_exp(x); }
static f32x4 lift_expm1(f32x4 x) { return f32x4_expm1(x); }
static f32x4 lift_log(f32x4 x) { return f32x4_log(x); }
static f32x4 lift_log1p(f32x4 x) { return f32x4_log1p(x); }
static f32x4 lift_tanh(f32x4 x) { return f32x4_tanh(x); }
static f32x4 lift_sigmoid(f32x4 x) { return f32x4_sigmoid(x); }
static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

static float from_bits(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

// The distance of got from the true value, in units in the last place of a float of that magnitude.
static double ulp_error(float got, double truth) {
  float nearest = (float)truth;
  if (isnan(truth) || isnan(got))
    return isnan(truth) && isnan(got) ? 0 : INFINITY;
  if (isinf(nearest) || isinf(got))
    return nearest == got ? 0 : fabs(truth) > 3.4028234e38 || isinf(got) ? 1 : INFINITY;
  int exponent;
  frexp(truth, &exponent);
  double unit = ldexp(1, (exponent < -125 ? -125 : exponent) - 24);
  return fabs((double)got - truth) / unit;
}

// Tries every `stride`th float, four at a time; returns the largest error and where it occurs.
static double worst(f32x4 (*function)(f32x4), double (*truth)(double), uint64_t stride, float *where) {
  double most = 0;
  for (uint64_t bits = 0; bits <= UINT32_MAX; bits += 4 * stride) {
    float x[4], y[4];
    for (size_t i = 0; i < 4; i++)
      x[i] = from_bits((uint32_t)(bits + i * stride));
    f32x4_store(y, function(f32x4_load(x)));
    for (size_t i = 0; i < 4; i++) {
      double error = ulp_error(y[i], truth((double)x[i]));
      if (error > most) {
        most = error;
        *where = x[i];
      }
    }
  }
  return most;
}

// GLIA_ALL_FLOATS=1 tries all 2^32 floats, which takes minutes instead of a second.
static void try_function(const char *name, f32x4 (*function)(f32x4), double (*truth)(double)) {
  float where = 0;
  double error = worst(function, truth, getenv("GLIA_ALL_FLOATS") ? 1 : 1009, &where);
  printf("   %s: at most %.2f ulp, at %a\n", name, error, (double)where);
  CHECK(error <= kLimit, "%s(%a) is %g ulp off", name, (double)where, error);
}

static void exp_is_accurate(void) { try_function("exp", lift_exp, exp); }
static void expm1_is_accurate(void) { try_function("expm1", lift_expm1, expm1); }
static void log_is_accurate(void) { try_function("log", lift_log, log); }
static void log1p_is_accurate(void) { try_function("log1p", lift_log1p, log1p); }
static void tanh_is_accurate(void) { try_function("tanh", lift_tanh, tanh); }
static void sigmoid_is_accurate(void) { try_function("sigmoid", lift_sigmoid, sigmoid); }

static float first(f32x4 (*function)(f32x4), float x) { return f32x4_first(function(f32x4_splat(x))); }

static void edges_are_right(void) {
  CHECK(first(lift_exp, INFINITY) == INFINITY, "exp(inf)");
  CHECK(first(lift_exp, -INFINITY) == 0.0f, "exp(-inf)");
  CHECK(first(lift_exp, 0.0f) == 1.0f, "exp(0)");
  CHECK(isfinite(first(lift_exp, 88.7228f)), "exp just below the overflow");
  CHECK(first(lift_exp, 88.7229f) == INFINITY, "exp just above the overflow");
  CHECK(first(lift_exp, -103.0f) > 0.0f, "exp into the subnormals");
  CHECK(isnan(first(lift_exp, NAN)), "exp(NaN)");
  CHECK(first(lift_expm1, INFINITY) == INFINITY, "expm1(inf)");
  CHECK(first(lift_expm1, -INFINITY) == -1.0f, "expm1(-inf)");
  CHECK(first(lift_expm1, 0.0f) == 0.0f, "expm1(0)");
  CHECK(isfinite(first(lift_expm1, 88.7228f)), "expm1 just below the overflow");
  CHECK(first(lift_expm1, 0x1p-140f) == 0x1p-140f, "expm1 of a subnormal");
  CHECK(isnan(first(lift_expm1, NAN)), "expm1(NaN)");
  CHECK(first(lift_log1p, 0.0f) == 0.0f, "log1p(0)");
  CHECK(first(lift_log1p, -1.0f) == -INFINITY, "log1p(-1)");
  CHECK(first(lift_log1p, INFINITY) == INFINITY, "log1p(inf)");
  CHECK(first(lift_log1p, 0x1p-140f) == 0x1p-140f, "log1p of a subnormal");
  CHECK(isnan(first(lift_log1p, -1.5f)), "log1p(-1.5)");
  CHECK(isnan(first(lift_log1p, NAN)), "log1p(NaN)");
  CHECK(first(lift_log, 0.0f) == -INFINITY, "log(0)");
  CHECK(first(lift_log, -0.0f) == -INFINITY, "log(-0)");
  CHECK(first(lift_log, INFINITY) == INFINITY, "log(inf)");
  CHECK(isnan(first(lift_log, -1.0f)), "log(-1)");
  CHECK(isnan(first(lift_log, NAN)), "log(NaN)");
  CHECK(first(lift_log, 1.0f) == 0.0f, "log(1)");
  CHECK(first(lift_tanh, INFINITY) == 1.0f, "tanh(inf)");
  CHECK(first(lift_tanh, -INFINITY) == -1.0f, "tanh(-inf)");
  CHECK(isnan(first(lift_tanh, NAN)), "tanh(NaN)");
  CHECK(first(lift_sigmoid, INFINITY) == 1.0f, "sigmoid(inf)");
  CHECK(first(lift_sigmoid, -INFINITY) == 0.0f, "sigmoid(-inf)");
  CHECK(first(lift_sigmoid, 0.0f) == 0.5f, "sigmoid(0)");
  CHECK(isnan(first(lift_sigmoid, NAN)), "sigmoid(NaN)");
}

const test_case vmath_tests[] = {
    {"vmath: exp is accurate", exp_is_accurate},           {"vmath: expm1 is accurate", expm1_is_accurate},
    {"vmath: log is accurate", log_is_accurate},           {"vmath: log1p is accurate", log1p_is_accurate},
    {"vmath: tanh is accurate", tanh_is_accurate},         {"vmath: sigmoid is accurate", sigmoid_is_accurate},
    {"vmath: infinities, zeros and NaN", edges_are_right}, {0},
};
