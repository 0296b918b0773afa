#include "gemm.h"
#include "gemm_lists.h"
#include "gemm_pack.h"

// A block of b is KC × NC: 512 KB at most, so that it stays in the second-level cache while the rows of a pass by it;
// a panel of a is KC × MR, 4 KB, and stays in the first.
enum { KC = 256, NC = 512 };

// From this many rows on, a packed b is read often enough to pay for the packing.
enum { kRowsThatPack = 16 };

// Lists beat tiles when at most three of eight elements are not zero, and when there are columns enough to fill the
// vectors. Measured on training steps with random zeros in Node 20: even at 0.28 (784 × 50, batches of 100), 0.37
// (784 × 128, 128) and 0.5 (784 × 256, 64); at 0.2, the ink of MNIST, faster by 1.1 to 1.7.
enum { kOfEight = 3, kColumnsThatList = 16 };

static const float kZeros[28];

static size_t list_capacity(size_t M, size_t K) { return M * K / 8 * kOfEight + K; }

size_t glia_gemm_scratch(size_t M, size_t N, size_t K) {
  size_t kc = glia_min(K, KC);
  size_t tiles = kc * GLIA_MR + kc * glia_round_up(glia_min(N, NC), GLIA_NR);
  size_t list = K;
  if (M >= GLIA_MR && N >= kColumnsThatList)
    list = list_capacity(M, K) + M; // two starts to an entry, and there are M + 2
  return glia_max(tiles, list * sizeof(glia_nonzero) / sizeof(float) + 2);
}

// y (N) := start + Σ value · row of b over a list
static void row_by_list(float *restrict y, const float *start, const glia_nonzero *list, size_t COUNT, const float *b,
                        size_t N) {
  if (N < 4) {
    for (size_t j = 0; j < N; j++) {
      f32x4 sum = f32x4_splat(start ? start[j] + 0.0f : 0.0f);
      for (size_t i = 0; i < COUNT; i++)
        sum = f32x4_madd(f32x4_splat(list[i].value), f32x4_splat(b[list[i].at + j]), sum);
      y[j] = f32x4_first(sum);
    }
    return;
  }
  for (size_t j = 0, n; j < N; j += n) {
    // A rest of fewer than four columns begins earlier and computes some a second time, to the same bits.
    j = glia_min(j, N - 4);
    const float *from = start ? start + j : kZeros;
    size_t left = N - j;
    // Tiles of 7, 4, 2 and 1 vectors: with eight, V8 spills, and every other size would be as much code again.
    if (left > 24)
      glia_gemm_row(y + j, from, list, COUNT, b + j, n = glia_min(left, 28), 7);
    else if (left > 12)
      glia_gemm_row(y + j, from, list, COUNT, b + j, n = glia_min(left, 16), 4);
    else if (left > 4)
      glia_gemm_row(y + j, from, list, COUNT, b + j, n = glia_min(left, 8), 2);
    else
      glia_gemm_row(y + j, from, list, COUNT, b + j, n = 4, 1);
  }
}

// Whether `a` looks sparse enough for lists, by up to eight of its lines as they lie in memory.
static int looks_sparse(glia_matrix a, size_t M, size_t K) {
  int by_rows = a.column == 1;
  size_t LINES = by_rows ? M : K, SIZE = by_rows ? K : M, step = by_rows ? a.row : a.column;
  size_t tried = glia_min(LINES, 8), count = 0;
  for (size_t i = 0; i < tried; i++)
    count += glia_count_nonzero(a.at + i * LINES / tried * step, SIZE);
  return count * 8 <= tried * SIZE * kOfEight;
}

// c by lists, where that is the better way; 0, with c untouched, where it is not.
static int by_lists(float *restrict c, glia_matrix a, glia_matrix b, int b_finite, const float *bias,
                    glia_nonzero *list, size_t M, size_t N, size_t K) {
  if (b.column != 1)
    return 0;
  int few_rows = M < GLIA_MR;
  int sparse = b_finite && N >= kColumnsThatList && (a.column == 1 || a.row == 1) && looks_sparse(a, M, K);
  if (!few_rows && !sparse)
    return 0;
  if (few_rows || a.column == 1) {
    for (size_t i = 0; i < M; i++) {
      size_t count = glia_list_row(list, a.at + i * a.row, a.column, b.row, b_finite, K);
      row_by_list(c + i * N, bias, list, count, b.at, N);
    }
    return 1;
  }
  size_t capacity = list_capacity(M, K);
  int32_t *start = (int32_t *)(list + capacity);
  if (!glia_list_transposed(list, start, a.at, a.column, b.row, capacity, M, K))
    return 0;
  for (size_t i = 0; i < M; i++)
    row_by_list(c + i * N, bias, list + start[i], (size_t)(start[i + 1] - start[i]), b.at, N);
  return 1;
}

static glia_matrix offset(glia_matrix m, size_t i, size_t j) {
  return (glia_matrix){m.at + i * m.row + j * m.column, m.row, m.column};
}

void glia_gemm(float *restrict c, glia_matrix a, glia_matrix b, int b_finite, const float *bias,
               float *restrict scratch, size_t M, size_t N, size_t K) {
  glia_assert(M > 0 && N > 0 && K > 0);
  if (by_lists(c, a, b, b_finite, bias, (glia_nonzero *)(void *)scratch, M, N, K))
    return;

  float *a_panel = scratch;
  float *b_panels = scratch + glia_min(K, KC) * GLIA_MR;
  int pack = M >= kRowsThatPack || b.column != 1;

  for (size_t jc = 0; jc < N; jc += NC) {
    size_t nc = glia_min(NC, N - jc);
    for (size_t pc = 0; pc < K; pc += KC) {
      size_t kc = glia_min(KC, K - pc);
      for (size_t j = 0; j < nc; j += GLIA_NR)
        if (pack || nc - j < GLIA_NR)
          glia_gemm_pack_b(b_panels + j * kc, offset(b, pc, jc + j), glia_min(GLIA_NR, nc - j), kc);

      for (size_t i = 0; i < M; i += GLIA_MR) {
        size_t m = glia_min(GLIA_MR, M - i);
        glia_matrix block = offset(a, i, pc);
        glia_tile_rows rows = glia_tile_rows_of(block.at, block.row, 1, m, kc);
        if (block.column != 1) {
          glia_gemm_pack_a(a_panel, block, m, kc);
          rows = glia_tile_rows_of(a_panel, 1, GLIA_MR, m, kc);
        }
        for (size_t j = 0; j < nc; j += GLIA_NR) {
          size_t n = glia_min(GLIA_NR, nc - j);
          int packed = pack || n < GLIA_NR;
          const float *panel = packed ? b_panels + j * kc : offset(b, pc, jc + j).at;
          float *to = c + i * N + jc + j;
          // The first block starts from the bias, the later ones from what is there.
          const float *start = pc > 0 ? to : bias ? bias + jc + j : kZeros;
          glia_tile(to, N, start, pc > 0 ? N : 0, &rows, panel, packed ? GLIA_NR : b.row, m, n);
        }
      }
    }
  }
}
