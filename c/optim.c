#include "optim.h"
#include "kernels/simd.h"

size_t glia_optimizer_slots(const glia_optimizer *optimizer) {
  size_t velocity = optimizer->momentum > 0 ? 1 : 0;
  switch (optimizer->type) {
  case GLIA_SGD: return velocity;
  case GLIA_ADAGRAD: return 1;
  case GLIA_RMSPROP: return 1 + velocity;
  case GLIA_ADAM:
  case GLIA_ADAMW: return 2;
  }
  return 0;
}

// What is the same for all parameters in one step, four copies of each number.
typedef struct {
  f32x4 scale, decay, shrink, descent, momentum, keep_first, take_first, keep_second, take_second, epsilon, correction;
  int nesterov;
} constants;

static double power(double base, uint32_t exponent) {
  double result = 1;
  for (; exponent; exponent >>= 1, base *= base)
    if (exponent & 1)
      result *= base;
  return result;
}

static constants constants_of(const glia_optimizer *o, const glia_step *step) {
  int adam = o->type == GLIA_ADAM || o->type == GLIA_ADAMW;
  double rate = (double)o->learning_rate;
  double second = adam ? (double)o->beta2 : (double)o->rho;
  double first_bias = adam ? 1 - power((double)o->beta1, step->number) : 1;
  double second_bias = adam ? 1 - power(second, step->number) : 1;
  int decoupled = o->type == GLIA_ADAMW;
  return (constants){
      .scale = f32x4_splat(step->scale),
      .decay = f32x4_splat(decoupled ? 0.0f : o->weight_decay),
      .shrink = f32x4_splat(decoupled ? (float)(-rate * (double)o->weight_decay) : 0.0f),
      .descent = f32x4_splat((float)(-rate / first_bias)),
      .momentum = f32x4_splat(o->momentum),
      .keep_first = f32x4_splat(o->beta1),
      .take_first = f32x4_splat((float)(1 - (double)o->beta1)),
      .keep_second = f32x4_splat((float)second),
      .take_second = f32x4_splat((float)(1 - second)),
      .epsilon = f32x4_splat(o->epsilon),
      .correction = f32x4_splat((float)(1 / __builtin_sqrt(second_bias))),
      .nesterov = o->nesterov,
  };
}

// Four parameters, their gradients and what is kept of them.
typedef struct {
  f32x4 w, d, slot[GLIA_MAX_SLOTS];
} four;

static INLINE four update(four x, const constants *c, glia_optimizer_type type, size_t slots) {
  f32x4 g = f32x4_madd(c->decay, x.w, f32x4_mul(c->scale, x.d));
  f32x4 direction = g;
  switch (type) {
  case GLIA_SGD:
    if (slots > 0) {
      x.slot[0] = f32x4_madd(c->momentum, x.slot[0], g);
      direction = c->nesterov ? f32x4_madd(c->momentum, x.slot[0], g) : x.slot[0];
    }
    break;
  case GLIA_ADAGRAD:
    x.slot[0] = f32x4_madd(g, g, x.slot[0]);
    direction = f32x4_div(g, f32x4_add(f32x4_sqrt(x.slot[0]), c->epsilon));
    break;
  case GLIA_RMSPROP:
    x.slot[0] = f32x4_madd(c->keep_second, x.slot[0], f32x4_mul(c->take_second, f32x4_mul(g, g)));
    direction = f32x4_div(g, f32x4_add(f32x4_sqrt(x.slot[0]), c->epsilon));
    if (slots > 1)
      direction = x.slot[1] = f32x4_madd(c->momentum, x.slot[1], direction);
    break;
  case GLIA_ADAM:
  case GLIA_ADAMW:
    x.slot[0] = f32x4_madd(c->keep_first, x.slot[0], f32x4_mul(c->take_first, g));
    x.slot[1] = f32x4_madd(c->keep_second, x.slot[1], f32x4_mul(c->take_second, f32x4_mul(g, g)));
    direction = f32x4_div(x.slot[0], f32x4_madd(f32x4_sqrt(x.slot[1]), c->correction, c->epsilon));
    if (type == GLIA_ADAMW)
      x.w = f32x4_madd(c->shrink, x.w, x.w);
    break;
  }
  x.w = f32x4_madd(c->descent, direction, x.w);
  return x;
}

// What a step works on.
typedef struct {
  float *w, *slot[GLIA_MAX_SLOTS];
  const float *d;
} arrays;

// Updates parameters i to i + n, n <= 4; returns the largest magnitude so far.
static INLINE i32x4 step_at(size_t i, size_t n, i32x4 largest, const arrays *to, const constants *c,
                            glia_optimizer_type type, size_t slots, int trial) {
  four x = {.w = f32x4_load_up_to(to->w + i, n, 0.0f), .d = f32x4_load_up_to(to->d + i, n, 0.0f)};
  for (size_t s = 0; s < slots; s++)
    x.slot[s] = f32x4_load_up_to(to->slot[s] + i, n, 0.0f);
  x = update(x, c, type, slots);
  largest = f32x4_larger(largest, x.w);
  for (size_t s = 0; s < slots; s++)
    largest = f32x4_larger(largest, x.slot[s]);
  if (trial)
    return largest;
  f32x4_store_up_to(to->w + i, x.w, n);
  for (size_t s = 0; s < slots; s++)
    f32x4_store_up_to(to->slot[s] + i, x.slot[s], n);
  return largest;
}

float glia_optimizer_step(float *restrict w, float *const *slot, const float *restrict d,
                          const glia_optimizer *optimizer, glia_step step, size_t SIZE) {
  constants c = constants_of(optimizer, &step);
  glia_optimizer_type type = optimizer->type;
  size_t slots = glia_optimizer_slots(optimizer), whole = step.trial ? 0 : SIZE / 4 * 4, i = 0;
  arrays to = {.w = w, .slot = {slot[0], slot[1]}, .d = d};
  i32x4 largest = i32x4_splat(0);
  // The two that are used most have loops of their own.
  if (type == GLIA_SGD && slots == 0)
    for (; i < whole; i += 4)
      largest = step_at(i, 4, largest, &to, &c, GLIA_SGD, 0, 0);
  if (type == GLIA_ADAM)
    for (; i < whole; i += 4)
      largest = step_at(i, 4, largest, &to, &c, GLIA_ADAM, 2, 0);
  for (; i < SIZE; i += 4)
    largest = step_at(i, SIZE - i, largest, &to, &c, type, slots, step.trial);
  return f32x4_largest(largest);
}
