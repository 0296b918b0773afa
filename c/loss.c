#include "loss.h"
#include "kernels/vmath.h"

int glia_loss_is_sparse(glia_loss_type loss) { return loss == GLIA_SPARSE_CATEGORICAL_CROSSENTROPY; }

glia_activation_type glia_loss_partner(glia_loss_type loss) {
  switch (loss) {
  case GLIA_SPARSE_CATEGORICAL_CROSSENTROPY:
  case GLIA_CATEGORICAL_CROSSENTROPY: return GLIA_SOFTMAX;
  case GLIA_BINARY_CROSSENTROPY: return GLIA_SIGMOID;
  case GLIA_MEAN_SQUARED_ERROR:
  case GLIA_ROOT_MEAN_SQUARED_ERROR:
  case GLIA_SUM_SQUARED_ERROR: break;
  }
  return GLIA_IDENTITY;
}

static size_t argmax(const float *x, size_t SIZE) {
  size_t best = 0;
  for (size_t j = 1; j < SIZE; j++)
    if (x[best] < x[j])
      best = j;
  return best;
}

static const float *target_row(const glia_outcome *o, size_t n) { return (const float *)o->target + n * o->OUT; }

// How much sample n counts.
static float weight_of(const glia_outcome *o, glia_loss_type loss, size_t n) {
  if (!o->weight)
    return 1.0f;
  if (glia_loss_is_sparse(loss))
    return o->weight[((const int32_t *)o->target)[n]];
  const float *row = target_row(o, n);
  return o->weight[o->OUT == 1 ? (size_t)(row[0] >= 0.5f) : argmax(row, o->OUT)];
}

// −log softmax(logits)[j] of sample n
static double surprise(const glia_outcome *o, size_t n, size_t j) {
  return (double)o->norms[2 * n + 1] + ((double)o->norms[2 * n] - (double)o->logits[n * o->OUT + j]);
}

// −t · log σ(z) − (1 − t) · log (1 − σ(z)) = max(z, 0) − z · t + log (1 + exp(−|z|))
static double binary_surprise(float z, float t) {
  f32x4 e = f32x4_exp(f32x4_splat(z < 0.0f ? z : -z));
  return (z > 0.0f ? (double)z : 0.0) - (double)z * (double)t + (double)f32x4_first(f32x4_log1p(e));
}

static double sample_sum(glia_loss_type loss, const glia_outcome *o, size_t n) {
  const float *output = o->output + n * o->OUT, *logits = o->logits + n * o->OUT;
  const float *target = target_row(o, n); // of the losses that take rows
  double sum = 0;
  switch (loss) {
  case GLIA_SPARSE_CATEGORICAL_CROSSENTROPY: return surprise(o, n, (size_t)((const int32_t *)o->target)[n]);
  case GLIA_CATEGORICAL_CROSSENTROPY:
    for (size_t j = 0; j < o->OUT; j++)
      if (target[j] != 0.0f)
        sum += (double)target[j] * surprise(o, n, j);
    break;
  case GLIA_BINARY_CROSSENTROPY:
    for (size_t j = 0; j < o->OUT; j++)
      sum += binary_surprise(logits[j], target[j]);
    break;
  case GLIA_MEAN_SQUARED_ERROR:
  case GLIA_ROOT_MEAN_SQUARED_ERROR:
  case GLIA_SUM_SQUARED_ERROR:
    for (size_t j = 0; j < o->OUT; j++) {
      double error = (double)output[j] - (double)target[j];
      sum += error * error;
    }
    break;
  }
  return sum;
}

double glia_loss_sum(glia_loss_type loss, const glia_outcome *outcome) {
  double sum = 0;
  for (size_t n = 0; n < outcome->N; n++)
    sum += (double)weight_of(outcome, loss, n) * sample_sum(loss, outcome, n);
  return sum;
}

double glia_loss_mean(glia_loss_type loss, double sum, size_t N, size_t OUT) {
  switch (loss) {
  case GLIA_SPARSE_CATEGORICAL_CROSSENTROPY:
  case GLIA_CATEGORICAL_CROSSENTROPY: break;
  case GLIA_BINARY_CROSSENTROPY:
  case GLIA_MEAN_SQUARED_ERROR: return sum / (double)(N * OUT);
  case GLIA_ROOT_MEAN_SQUARED_ERROR: return __builtin_sqrt(sum / (double)(N * OUT));
  case GLIA_SUM_SQUARED_ERROR: return sum / 2 / (double)N;
  }
  return sum / (double)N;
}

// What the difference of output and target is multiplied by.
static double gradient_scale(glia_loss_type loss, const glia_outcome *o, double mean) {
  double N = (double)o->N, SIZE = (double)(o->N * o->OUT);
  switch (loss) {
  case GLIA_SPARSE_CATEGORICAL_CROSSENTROPY:
  case GLIA_CATEGORICAL_CROSSENTROPY:
  case GLIA_SUM_SQUARED_ERROR: break;
  case GLIA_BINARY_CROSSENTROPY: return 1 / SIZE;
  case GLIA_MEAN_SQUARED_ERROR: return 2 / SIZE;
  // A perfect fit has no direction of descent: its gradient is taken as 0, and so is that of an error too small for a
  // float, whose inverse would overflow.
  case GLIA_ROOT_MEAN_SQUARED_ERROR: return mean > 0x1p-126 ? 1 / (SIZE * mean) : 0;
  }
  return 1 / N;
}

void glia_loss_gradient(float *restrict d, glia_loss_type loss, const glia_outcome *outcome, double mean) {
  size_t OUT = outcome->OUT;
  double even = gradient_scale(loss, outcome, mean);
  for (size_t n = 0; n < outcome->N; n++, d += OUT) {
    const float *output = outcome->output + n * OUT;
    float scale = (float)(even * (double)weight_of(outcome, loss, n));
    if (loss == GLIA_SPARSE_CATEGORICAL_CROSSENTROPY) {
      size_t target = (size_t)((const int32_t *)outcome->target)[n];
      for (size_t j = 0; j < OUT; j++)
        d[j] = (output[j] - (j == target ? 1.0f : 0.0f)) * scale;
      continue;
    }
    const float *target = target_row(outcome, n);
    float total = 1.0f;
    if (loss == GLIA_CATEGORICAL_CROSSENTROPY) { // 1 for a distribution, but any row is taken
      total = 0.0f;
      for (size_t j = 0; j < OUT; j++)
        total += target[j];
    }
    for (size_t j = 0; j < OUT; j++)
      d[j] = (output[j] * total - target[j]) * scale;
  }
}

static size_t outputs_correct(const glia_outcome *o) {
  size_t correct = 0;
  for (size_t i = 0; i < o->N * o->OUT; i++)
    correct += (o->output[i] > 0.5f) == (((const float *)o->target)[i] > 0.5f);
  return correct;
}

size_t glia_loss_correct(glia_loss_type loss, const glia_outcome *outcome) {
  if (loss == GLIA_BINARY_CROSSENTROPY)
    return outputs_correct(outcome);
  size_t OUT = outcome->OUT, correct = 0;
  for (size_t n = 0; n < outcome->N; n++) {
    size_t guess = argmax(outcome->output + n * OUT, OUT);
    size_t truth =
        glia_loss_is_sparse(loss) ? (size_t)((const int32_t *)outcome->target)[n] : argmax(target_row(outcome, n), OUT);
    correct += guess == truth;
  }
  return correct;
}

double glia_loss_absolute_sum(const glia_outcome *outcome) {
  const float *target = outcome->target; // (N, OUT)
  double sum = 0;
  for (size_t i = 0; i < outcome->N * outcome->OUT; i++)
    sum += __builtin_fabs((double)outcome->output[i] - (double)target[i]);
  return sum;
}
