#include "gemm_lists.h"
#include "gemm_pack.h"
#include "simd.h"
#include "tile.h"

#include <string.h>

// Lists are for at most three of eight elements that are not zero, and for columns enough to fill the vectors. Measured
// beside tiles with random zeros in Node 20, 64 to 784 rows and 50 to 256 columns: 2.2 to 3.0 times as fast at 0.2, the
// ink of MNIST, 1.3 to 1.9 at 0.37. A higher limit would need longer lists.
enum { kOfEight = 3, kColumnsThatList = 16 };

// Columns of c at a time: eight vectors of sums. b is packed by as many when enough rows read it.
enum { kWide = 32 };

static const float kZeros[kWide];

static int is_few(size_t M) { return M < GLIA_MR; }

// Elements that the lists have room for; three more are written behind the last.
static size_t list_capacity(size_t M, size_t K) { return (is_few(M) ? M * K : M * K / 8 * kOfEight + K) + 3; }

// Floats of a packed panel of b, and of four lines of a that were columns.
static size_t packed_size(size_t N, size_t K) { return K * glia_min(glia_round_up(N, 4), kWide); }
static size_t columns_size(size_t K) { return 4 * glia_round_up(K, 4); }

size_t glia_gemm_lists_scratch(size_t M, size_t N, size_t K) {
  size_t few = glia_min(M, GLIA_MR - 1);
  size_t list = list_capacity(few, K);
  if (!is_few(M) && N >= kColumnsThatList)
    list = glia_max(list, list_capacity(M, K));
  return packed_size(N, K) + columns_size(K) + 2 * list + M + 1;
}

// For each set of lanes, the bytes of those lanes one after the other.
#define LANE(l) 4 * (l), 4 * (l) + 1, 4 * (l) + 2, 4 * (l) + 3
#define NONE 0, 0, 0, 0
static const uint8_t kLanes[16][16] = {
    {NONE, NONE, NONE, NONE},          {LANE(0), NONE, NONE, NONE},
    {LANE(1), NONE, NONE, NONE},       {LANE(0), LANE(1), NONE, NONE},
    {LANE(2), NONE, NONE, NONE},       {LANE(0), LANE(2), NONE, NONE},
    {LANE(1), LANE(2), NONE, NONE},    {LANE(0), LANE(1), LANE(2), NONE},
    {LANE(3), NONE, NONE, NONE},       {LANE(0), LANE(3), NONE, NONE},
    {LANE(1), LANE(3), NONE, NONE},    {LANE(0), LANE(1), LANE(3), NONE},
    {LANE(2), LANE(3), NONE, NONE},    {LANE(0), LANE(2), LANE(3), NONE},
    {LANE(1), LANE(2), LANE(3), NONE}, {LANE(0), LANE(1), LANE(2), LANE(3)},
};

// The elements of a row that count: which row of b each meets, as the distance from b's first element, and its value.
typedef struct {
  int32_t *at;
  float *value;
} list;

// Lists those of four elements that are not zero or in the set `all`; answers how many there are.
static INLINE size_t list_four(list to, f32x4 x, i32x4 at, uint32_t all) {
  uint32_t lanes = f32x4_nonzero_lanes(x) | all;
  f32x4_store(to.value, i32x4_as_f32(i32x4_pick(f32x4_bits(x), kLanes[lanes])));
  i32x4_store(to.at, i32x4_pick(at, kLanes[lanes]));
  return (size_t)__builtin_popcount(lanes);
}

static INLINE list behind(list some, size_t count) { return (list){some.at + count, some.value + count}; }

// Lists a row (K) of a; answers how many there are. Without branches on the data, which would be mispredicted at the
// edge of every stroke: 0.24 µs for a digit of MNIST where a loop over the bits of each mask takes 0.65.
//   all  15 to list zeros, too, else 0
static size_t list_row(list to, const float *restrict row, size_t b_row, uint32_t all, size_t K) {
  size_t count = 0, k = 0;
  int32_t lanes_at[4];
  for (size_t l = 0; l < 4; l++)
    lanes_at[l] = (int32_t)(l * b_row);
  i32x4 at = i32x4_load(lanes_at), step = i32x4_splat((int32_t)(4 * b_row));
  for (; k + 4 <= K; k += 4, at = i32x4_add(at, step))
    count += list_four(behind(to, count), f32x4_load(row + k), at, all);
  if (k < K)
    count += list_four(behind(to, count), f32x4_load_up_to(row + k, K - k, 0.0f), at, all >> (4 - (K - k)));
  return count;
}

// Up to four columns in memory as lines: columns (4, K rounded up to a multiple of four) := N columns of K elements
static void take_columns(float *restrict columns, const float *restrict from, size_t column, size_t N, size_t K) {
  for (size_t k = 0; k < K; k += 4) {
    f32x4 x[4];
    for (size_t i = 0; i < 4; i++)
      x[i] = k + i < K ? f32x4_load_up_to(from + (k + i) * column, N, 0.0f) : f32x4_splat(0.0f);
    f32x4_transpose(x);
    for (size_t i = 0; i < 4; i++)
      f32x4_store(columns + i * glia_round_up(K, 4) + k, x[i]);
  }
}

// Lists all rows of a, row i from start[i] to start[i + 1]. Answers 0 when there are more elements than CAPACITY.
static int list_rows(list to, int32_t *restrict start, float *restrict columns, glia_matrix a, size_t b_row,
                     uint32_t all, size_t CAPACITY, size_t M, size_t K) {
  size_t count = 0, KP = glia_round_up(K, 4);
  for (size_t i = 0; i < M; i++) {
    const float *row = a.at + i * a.row;
    if (a.column != 1) { // four rows at a time, which are columns in memory
      row = columns + i % 4 * KP;
      if (i % 4 == 0)
        take_columns(columns, a.at + i, a.column, glia_min(M - i, 4), K);
    }
    if (count + K + 3 > CAPACITY)
      return 0;
    start[i] = (int32_t)count;
    count += list_row(behind(to, count), row, b_row, all, K);
  }
  start[M] = (int32_t)count;
  return 1;
}

// y (N) := start + Σ value · row of b over a list, 4 · VECTORS - 4 < N <= 4 · VECTORS, and N >= 4. When N is no
// multiple of four the last vector overlaps the one before it and computes the shared columns a second time, to the
// same bits.
static INLINE void sum_rows(float *y, const float *start, list from, size_t COUNT, const float *restrict b, size_t N,
                            size_t VECTORS) {
  f32x4 sum[kWide / 4];
  size_t last = N - 4;
  for (size_t v = 0; v < VECTORS; v++)
    sum[v] = f32x4_add(f32x4_load(start + (v + 1 < VECTORS ? 4 * v : last)), f32x4_splat(0.0f)); // never -0
  for (size_t i = 0; i < COUNT; i++) {
    const float *row = b + from.at[i];
    f32x4 value = f32x4_load_splat(from.value + i);
    for (size_t v = 0; v < VECTORS; v++) {
      if (v == 4 && VECTORS == 8) // 1.16 µs where it would be 1.88; in V8 newer than Node 22's, 1.09 for 1.05
        f32x4_end_block(from.at[i] < 0, sum, 4);
      sum[v] = f32x4_madd(value, f32x4_load(row + (v + 1 < VECTORS ? 4 * v : last)), sum[v]);
    }
  }
  for (size_t v = 0; v < VECTORS; v++)
    f32x4_store(y + (v + 1 < VECTORS ? 4 * v : last), sum[v]);
}

// y (N) := start + Σ value · row of b over a list, 4 <= N <= kWide
static void sum_panel(float *y, const float *start, list from, size_t COUNT, const float *b, size_t N) {
  switch ((N + 3) / 4) {
  case 1: sum_rows(y, start, from, COUNT, b, N, 1); break;
  case 2: sum_rows(y, start, from, COUNT, b, N, 2); break;
  case 3: sum_rows(y, start, from, COUNT, b, N, 3); break;
  case 4: sum_rows(y, start, from, COUNT, b, N, 4); break;
  case 5: sum_rows(y, start, from, COUNT, b, N, 5); break;
  case 6: sum_rows(y, start, from, COUNT, b, N, 6); break;
  case 7: sum_rows(y, start, from, COUNT, b, N, 7); break;
  default: sum_rows(y, start, from, COUNT, b, N, 8);
  }
}

// How many of SIZE adjacent floats are not zero.
static size_t count_nonzero(const float *x, size_t SIZE) {
  i32x4 count = i32x4_splat(0);
  size_t i = 0;
  for (; i + 4 <= SIZE; i += 4)
    count = i32x4_sub(count, f32x4_nonzero(f32x4_load(x + i))); // a mask's lane is -1
  if (i < SIZE)
    count = i32x4_sub(count, f32x4_nonzero(f32x4_load_up_to(x + i, SIZE - i, 0.0f)));
  int32_t lanes[4];
  i32x4_store(lanes, count);
  return (size_t)lanes[0] + (size_t)lanes[1] + (size_t)lanes[2] + (size_t)lanes[3];
}

// Whether a looks sparse enough for lists, by up to eight of its lines as they lie in memory.
static int looks_sparse(glia_matrix a, size_t M, size_t K) {
  int by_rows = a.column == 1;
  size_t LINES = by_rows ? M : K, SIZE = by_rows ? K : M, step = by_rows ? a.row : a.column;
  size_t tried = glia_min(LINES, 8), count = 0;
  for (size_t i = 0; i < tried; i++)
    count += count_nonzero(a.at + i * LINES / tried * step, SIZE);
  return count * 8 <= tried * SIZE * kOfEight;
}

int glia_gemm_by_lists(float *restrict c, glia_matrix a, glia_matrix b, int b_finite, const float *bias,
                       float *restrict scratch, size_t M, size_t N, size_t K) {
  glia_assert(a.column == 1 || a.row == 1);
  if (!is_few(M) && !(b_finite && N >= kColumnsThatList && looks_sparse(a, M, K)))
    return 0;
  size_t panels = (N + kWide - 1) / kWide, WIDTH = glia_round_up((N + panels - 1) / panels, 4);
  int pack = M >= GLIA_ROWS_THAT_PACK || N < 4 || b.column != 1;
  size_t b_row = pack ? WIDTH : b.row;

  size_t CAPACITY = list_capacity(M, K);
  float *packed = scratch, *columns = packed + packed_size(N, K), *rest = columns + columns_size(K);
  list all = {(int32_t *)rest, rest + CAPACITY};
  int32_t *start = (int32_t *)(all.value + CAPACITY); // (M + 1)
  if (!list_rows(all, start, columns, a, b_row, b_finite ? 0 : 15, CAPACITY, M, K))
    return 0;

  for (size_t j = 0, n; j < N; j += n) {
    if (N > 4) // a rest of fewer than four columns begins earlier and computes some a second time, to the same bits
      j = glia_min(j, N - 4);
    n = glia_min(WIDTH, N - j);
    const float *panel = b.at + j * b.column;
    if (pack) {
      glia_gemm_pack(packed, WIDTH, panel, b.column, b.row, n, glia_max(n, 4), K);
      panel = packed;
    }
    float few[4] = {0}, edge[4]; // for N < 4
    const float *from = bias ? bias + j : kZeros;
    if (n < 4)
      from = memcpy(few, from, n * sizeof *few);
    for (size_t i = 0; i < M; i++) {
      list row = behind(all, (size_t)start[i]);
      float *y = c + i * N + j;
      sum_panel(n < 4 ? edge : y, from, row, (size_t)(start[i + 1] - start[i]), panel, glia_max(n, 4));
      if (n < 4)
        memcpy(y, edge, n * sizeof *edge);
    }
  }
  return 1;
}
