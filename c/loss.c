#include "loss.h"

int glia_loss_is_sparse(glia_loss_type loss) { return loss == GLIA_SPARSE_CATEGORICAL_CROSSENTROPY; }

int glia_loss_needs_softmax(glia_loss_type loss) {
  return loss == GLIA_SPARSE_CATEGORICAL_CROSSENTROPY || loss == GLIA_CATEGORICAL_CROSSENTROPY;
}

static size_t argmax(const float *x, size_t SIZE) {
  size_t best = 0;
  for (size_t j = 1; j < SIZE; j++)
    if (x[best] < x[j])
      best = j;
  return best;
}

// −log softmax(logits)[j] of sample n
static double surprise(const glia_outcome *o, size_t n, size_t j) {
  return (double)o->norms[2 * n + 1] + ((double)o->norms[2 * n] - (double)o->logits[n * o->OUT + j]);
}

static double sparse_sum(const glia_outcome *o) {
  const int32_t *target = o->target; // (N)
  double sum = 0;
  for (size_t n = 0; n < o->N; n++)
    sum += surprise(o, n, (size_t)target[n]);
  return sum;
}

static double categorical_sum(const glia_outcome *o) {
  const float *target = o->target; // (N, OUT)
  double sum = 0;
  for (size_t n = 0; n < o->N; n++)
    for (size_t j = 0; j < o->OUT; j++)
      if (target[n * o->OUT + j] != 0)
        sum += (double)target[n * o->OUT + j] * surprise(o, n, j);
  return sum;
}

static double square_sum(const glia_outcome *o) {
  const float *target = o->target; // (N, OUT)
  double sum = 0;
  for (size_t i = 0; i < o->N * o->OUT; i++) {
    double error = (double)o->output[i] - (double)target[i];
    sum += error * error;
  }
  return sum;
}

double glia_loss_sum(glia_loss_type loss, const glia_outcome *outcome) {
  switch (loss) {
  case GLIA_SPARSE_CATEGORICAL_CROSSENTROPY: return sparse_sum(outcome);
  case GLIA_CATEGORICAL_CROSSENTROPY: return categorical_sum(outcome);
  default: return square_sum(outcome);
  }
}

double glia_loss_mean(glia_loss_type loss, double sum, size_t N, size_t OUT) {
  switch (loss) {
  case GLIA_MEAN_SQUARED_ERROR: return sum / (double)(N * OUT);
  case GLIA_ROOT_MEAN_SQUARED_ERROR: return __builtin_sqrt(sum / (double)(N * OUT));
  case GLIA_SUM_SQUARED_ERROR: return sum / 2 / (double)N;
  default: return sum / (double)N;
  }
}

static void sparse_gradient(float *restrict d, const glia_outcome *o, float scale) {
  const int32_t *target = o->target; // (N)
  for (size_t i = 0; i < o->N * o->OUT; i++)
    d[i] = o->output[i] * scale;
  for (size_t n = 0; n < o->N; n++) {
    size_t i = n * o->OUT + (size_t)target[n];
    d[i] = (o->output[i] - 1.0f) * scale;
  }
}

static void categorical_gradient(float *restrict d, const glia_outcome *o, float scale) {
  const float *target = o->target; // (N, OUT)
  for (size_t n = 0; n < o->N; n++, d += o->OUT, target += o->OUT) {
    float total = 0; // 1 for a distribution
    for (size_t j = 0; j < o->OUT; j++)
      total += target[j];
    for (size_t j = 0; j < o->OUT; j++)
      d[j] = (o->output[n * o->OUT + j] * total - target[j]) * scale;
  }
}

static void square_gradient(float *restrict d, const glia_outcome *o, float scale) {
  const float *target = o->target; // (N, OUT)
  for (size_t i = 0; i < o->N * o->OUT; i++)
    d[i] = (o->output[i] - target[i]) * scale;
}

void glia_loss_gradient(float *restrict d, glia_loss_type loss, const glia_outcome *outcome, double mean) {
  double N = (double)outcome->N;
  double SIZE = (double)(outcome->N * outcome->OUT);
  switch (loss) {
  case GLIA_SPARSE_CATEGORICAL_CROSSENTROPY: sparse_gradient(d, outcome, (float)(1 / N)); break;
  case GLIA_CATEGORICAL_CROSSENTROPY: categorical_gradient(d, outcome, (float)(1 / N)); break;
  case GLIA_MEAN_SQUARED_ERROR: square_gradient(d, outcome, (float)(2 / SIZE)); break;
  // A perfect fit has no direction of descent: its gradient is taken as 0.
  case GLIA_ROOT_MEAN_SQUARED_ERROR: square_gradient(d, outcome, mean > 0 ? (float)(1 / (SIZE * mean)) : 0.0f); break;
  case GLIA_SUM_SQUARED_ERROR: square_gradient(d, outcome, (float)(1 / N)); break;
  }
}

size_t glia_loss_correct(glia_loss_type loss, const glia_outcome *outcome) {
  size_t OUT = outcome->OUT, correct = 0;
  for (size_t n = 0; n < outcome->N; n++) {
    size_t guess = argmax(outcome->output + n * OUT, OUT);
    size_t truth = glia_loss_is_sparse(loss) ? (size_t)((const int32_t *)outcome->target)[n]
                                             : argmax((const float *)outcome->target + n * OUT, OUT);
    correct += guess == truth;
  }
  return correct;
}
