#include "reference.h"
#include "../../c/layers/layers.h"

#include <math.h>
#include <string.h>

double reference_activation(glia_activation_type f, double x, double alpha) {
  switch (f) {
  case GLIA_IDENTITY: return x;
  case GLIA_STEP: return x > 0;
  case GLIA_SIGMOID: return 1 / (1 + exp(-x));
  case GLIA_TANH: return tanh(x);
  case GLIA_RELU: return x > 0 ? x : 0;
  case GLIA_LEAKY_RELU: return x > 0 ? x : alpha * x;
  case GLIA_SOFTMAX: break;
  }
  return NAN;
}

double reference_slope(glia_activation_type f, double x, double alpha) {
  const double h = 1e-7;
  double left = x == 0 || fabs(x) >= h ? h : 0, right = x == 0 ? 0 : h; // never across the kink
  if (left == 0)
    return reference_slope(f, x > 0 ? h : 0, alpha);
  return (reference_activation(f, x + right, alpha) - reference_activation(f, x - left, alpha)) / (left + right);
}

static void act_rows(double *x, glia_activation_type f, double alpha, size_t SIZE, size_t ROW) {
  if (f != GLIA_SOFTMAX) {
    for (size_t i = 0; i < SIZE; i++)
      x[i] = reference_activation(f, x[i], alpha);
    return;
  }
  for (; SIZE > 0; SIZE -= ROW, x += ROW) {
    double max = x[0], sum = 0;
    for (size_t j = 1; j < ROW; j++)
      max = fmax(max, x[j]);
    for (size_t j = 0; j < ROW; j++)
      sum += exp(x[j] - max);
    for (size_t j = 0; j < ROW; j++)
      x[j] = exp(x[j] - max) / sum;
  }
}

// Every feature of the batch, C of them, by mean and variance: the batch's own in training, else the moving ones.
static void reference_batch_norm(const glia_layer *layer, double *const *w, batch x, int training, size_t N, size_t C) {
  for (size_t j = 0; j < C; j++) {
    double mean = w[2][j], variance = w[3][j];
    if (training && layer->spec.trainable) {
      double rows = (double)(N * layer->IN / C);
      mean = variance = 0;
      for (size_t n = 0; n < N; n++)
        for (size_t i = j; i < layer->IN; i += C)
          mean += x[n][i] / rows;
      for (size_t n = 0; n < N; n++)
        for (size_t i = j; i < layer->IN; i += C)
          variance += (x[n][i] - mean) * (x[n][i] - mean) / rows;
    }
    for (size_t n = 0; n < N; n++)
      for (size_t i = j; i < layer->IN; i += C)
        x[n][i] = w[0][j] * (x[n][i] - mean) / sqrt(variance + (double)layer->spec.epsilon) + w[1][j];
  }
}

// Calls `visit` for every pixel of an image (H, W, C) under every window of a convolution or a pool: `to` is the
// window's place among (OH, OW), `from` the pixel's among (H, W), `place` its place in the window.
typedef void visitor(double *y, const double *x, const glia_layer *layer, double *const *w, size_t to, size_t from,
                     size_t place);

static void each_pixel(double *y, const double *x, const glia_layer *layer, double *const *w, visitor *visit) {
  const glia_layer_spec *spec = &layer->spec;
  ptrdiff_t in[2] = {(ptrdiff_t)layer->in.dim[0], (ptrdiff_t)layer->in.dim[1]};
  int global = spec->type == GLIA_GLOBAL_AVG_POOL2D;
  ptrdiff_t out[2] = {global ? 1 : (ptrdiff_t)layer->out.dim[0], global ? 1 : (ptrdiff_t)layer->out.dim[1]};
  ptrdiff_t size[2] = {global ? in[0] : spec->kernel_height, global ? in[1] : spec->kernel_width};
  ptrdiff_t stride[2] = {global ? 1 : spec->stride_height, global ? 1 : spec->stride_width}, before[2] = {0, 0};
  for (size_t d = 0; d < 2; d++) {
    ptrdiff_t missing = (out[d] - 1) * stride[d] + size[d] - in[d];
    before[d] = spec->same_padding && missing > 0 ? missing / 2 : 0;
  }
  for (ptrdiff_t at = 0; at < out[0] * out[1] * size[0] * size[1]; at++) {
    ptrdiff_t place = at % (size[0] * size[1]), to = at / (size[0] * size[1]);
    ptrdiff_t row = to / out[1] * stride[0] + place / size[1] - before[0];
    ptrdiff_t column = to % out[1] * stride[1] + place % size[1] - before[1];
    if (row >= 0 && column >= 0 && row < in[0] && column < in[1])
      visit(y, x, layer, w, (size_t)to, (size_t)(row * in[1] + column), (size_t)place);
  }
}

static void visit_conv(double *y, const double *x, const glia_layer *layer, double *const *w, size_t to, size_t from,
                       size_t place) {
  size_t C = layer->in.dim[2], OUT = layer->out.dim[2];
  for (size_t c = 0; c < C; c++)
    for (size_t o = 0; o < OUT; o++)
      y[to * OUT + o] += x[from * C + c] * w[0][(place * C + c) * OUT + o];
}

static double pooled[kWidest]; // pixels that a window has seen

static void visit_pool(double *y, const double *x, const glia_layer *layer, double *const *w, size_t to, size_t from,
                       size_t place) {
  (void)w, (void)place;
  size_t C = layer->in.dim[2];
  for (size_t c = 0; c < C; c++) {
    double *most = &y[to * C + c], *seen = &pooled[to * C + c], value = x[from * C + c];
    if (layer->spec.type == GLIA_MAX_POOL2D)
      *most = *seen == 0 || value > *most ? value : *most;
    else
      *most = (*most * *seen + value) / (*seen + 1);
    ++*seen;
  }
}

static void reference_image_layer(double *y, const double *x, const glia_layer *layer, double *const *w) {
  memset(pooled, 0, sizeof pooled);
  memset(y, 0, layer->OUT * sizeof *y);
  for (size_t i = 0; layer->spec.type == GLIA_CONV2D && layer->spec.use_bias && i < layer->OUT; i++)
    y[i] = w[1][i % layer->out.dim[2]];
  each_pixel(y, x, layer, w, layer->spec.type == GLIA_CONV2D ? visit_conv : visit_pool);
}

// A layer's tensors: those that are trained out of w, which moves on, the others as they are.
static void take_tensors(double *tensor[GLIA_MAX_TENSORS], const glia_layer *layer, const double **w) {
  static double still[GLIA_MAX_TENSORS][kMostParameters];
  for (size_t t = 0; t < layer->tensors; t++) {
    tensor[t] = still[t];
    for (size_t i = 0; i < layer->tensor[t].size; i++)
      still[t][i] = layer->tensor[t].trainable ? *(*w)++ : (double)layer->tensor[t].value[i];
  }
}

void reference_forward(const glia_network *net, const double *w, batch x, int training, int logits, size_t N) {
  for (size_t l = 0; l < net->layers; l++) {
    const glia_layer *layer = &net->layer[l];
    const glia_layer_spec *spec = &net->spec.layer[l];
    size_t ROW = layer->out.dim[layer->out.rank - 1];
    int last = l + 1 == net->layers, dense = spec->type == GLIA_DENSE, conv = spec->type == GLIA_CONV2D;
    double *tensor[GLIA_MAX_TENSORS];
    take_tensors(tensor, layer, &w);
    for (size_t n = 0; n < N; n++) {
      double y[kWidest];
      memcpy(y, x[n], sizeof y);
      if (dense)
        for (size_t o = 0; o < layer->OUT; o++) {
          y[o] = spec->use_bias ? tensor[1][o] : 0;
          for (size_t i = 0; i < layer->IN; i++)
            y[o] += x[n][i] * tensor[0][i * layer->OUT + o];
        }
      if (conv || layer->kind == &glia_pool2d)
        reference_image_layer(y, x[n], layer, tensor);
      for (size_t i = 0; i < layer->IN; i++) {
        if (spec->type == GLIA_RESCALING)
          y[i] = (double)spec->scale * x[n][i] + (double)spec->offset;
        if (spec->type == GLIA_DROPOUT && training)
          y[i] = x[n][i] * (double)layer->kept[n * layer->IN + i];
        if (spec->type == GLIA_NORMALIZATION)
          y[i] = (x[n][i] - tensor[0][i % ROW]) / sqrt(tensor[1][i % ROW]);
      }
      if ((dense || conv || spec->type == GLIA_ACTIVATION) && !(last && logits))
        act_rows(y, spec->activation, (double)spec->alpha, layer->OUT, ROW);
      memcpy(x[n], y, sizeof y);
    }
    if (spec->type == GLIA_BATCH_NORM)
      reference_batch_norm(layer, tensor, x, training, N, ROW);
  }
}

static double reference_sample_loss(const glia_network *net, const double *y, size_t n) {
  size_t OUT = net->OUT;
  const float *row = (const float *)net->target + n * OUT;
  double sum = 0;
  switch (net->spec.loss) {
  case GLIA_SPARSE_CATEGORICAL_CROSSENTROPY: return -log(y[((const int32_t *)net->target)[n]]);
  case GLIA_CATEGORICAL_CROSSENTROPY:
    for (size_t j = 0; j < OUT; j++)
      sum -= (double)row[j] * log(y[j]);
    return sum;
  case GLIA_BINARY_CROSSENTROPY:
    for (size_t j = 0; j < OUT; j++)
      sum += fmax(y[j], 0) - y[j] * (double)row[j] + log1p(exp(-fabs(y[j])));
    return sum;
  case GLIA_MEAN_SQUARED_ERROR:
  case GLIA_ROOT_MEAN_SQUARED_ERROR:
  case GLIA_SUM_SQUARED_ERROR:
    for (size_t j = 0; j < OUT; j++)
      sum += (y[j] - (double)row[j]) * (y[j] - (double)row[j]);
    return sum;
  }
  return NAN;
}

static double reference_weight(const glia_network *net, size_t n) {
  if (!net->weighted)
    return 1;
  if (net->spec.loss == GLIA_SPARSE_CATEGORICAL_CROSSENTROPY)
    return (double)net->class_weight[((const int32_t *)net->target)[n]];
  const float *row = (const float *)net->target + n * net->OUT;
  if (net->OUT == 1)
    return (double)net->class_weight[row[0] >= 0.5f ? 1 : 0];
  size_t best = 0;
  for (size_t j = 1; j < net->OUT; j++)
    if (row[best] < row[j])
      best = j;
  return (double)net->class_weight[best];
}

static double reference_penalty(const glia_network *net, const double *w) {
  double penalty = 0;
  for (size_t l = 0; l < net->layers; l++) {
    const glia_layer *layer = &net->layer[l];
    for (size_t t = 0; t < layer->tensors; t++) {
      if (!layer->tensor[t].trainable)
        continue;
      for (size_t i = 0; t == 0 && i < layer->tensor[t].size; i++)
        penalty += (double)net->spec.layer[l].l2 * w[i] * w[i];
      w += layer->tensor[t].size;
    }
  }
  return penalty;
}

double reference_loss(const glia_network *net, const double *w, size_t N) {
  batch y = {{0}};
  for (size_t n = 0; n < N; n++)
    for (size_t i = 0; i < net->IN; i++)
      y[n][i] = (double)net->input[n * net->IN + i];
  // The binary cross-entropy goes by logits: of a probability near 1 too few digits are left.
  reference_forward(net, w, y, 1, net->spec.loss == GLIA_BINARY_CROSSENTROPY, N);
  double sum = 0;
  for (size_t n = 0; n < N; n++)
    sum += reference_weight(net, n) * reference_sample_loss(net, y[n], n);
  double samples = (double)N, outputs = (double)(N * net->OUT), penalty = reference_penalty(net, w);
  switch (net->spec.loss) {
  case GLIA_SPARSE_CATEGORICAL_CROSSENTROPY:
  case GLIA_CATEGORICAL_CROSSENTROPY: return sum / samples + penalty;
  case GLIA_BINARY_CROSSENTROPY:
  case GLIA_MEAN_SQUARED_ERROR: return sum / outputs + penalty;
  case GLIA_ROOT_MEAN_SQUARED_ERROR: return sqrt(sum / outputs) + penalty;
  case GLIA_SUM_SQUARED_ERROR: return sum / 2 / samples + penalty;
  }
  return NAN;
}
