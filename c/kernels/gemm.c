#include "gemm.h"
#include "gemm_micro.h"
#include "gemm_pack.h"

#include <string.h>

// A block of b is KC × NC: 512 KB at most, so that it stays in the second-level cache while the rows of a pass by it;
// a panel of a is KC × MR, 4 KB, and stays in the first.
enum { KC = 256, NC = 512 };

// From this many rows on, a packed b is read often enough to pay for the packing.
enum { kRowsThatPack = 16 };

static const float kZeros[32];

size_t glia_gemm_scratch(size_t M, size_t N, size_t K) {
  (void)M; // a panel of a always has MR rows
  size_t kc = glia_min(K, KC);
  return kc * GLIA_MR + kc * glia_round_up(glia_min(N, NC), GLIA_NR);
}

// y (N) := start + x · b, for b with adjacent columns
static void gemv(float *restrict y, const float *start, const float *x, size_t x_step, glia_matrix b, size_t N,
                 size_t K) {
  glia_assert(b.column == 1);
  if (N < 4) {
    for (size_t j = 0; j < N; j++) {
      f32x4 sum = f32x4_splat(start ? start[j] : 0.0f);
      for (size_t k = 0; k < K; k++)
        sum = f32x4_madd(f32x4_splat(x[k * x_step]), f32x4_splat(b.at[k * b.row + j]), sum);
      y[j] = f32x4_first(sum);
    }
    return;
  }
  for (size_t j = 0; j < N;) {
    // A rest of fewer than four columns goes with the tile before it, whose last vector then overlaps.
    size_t n = N - j <= 32 ? N - j : N - j < 36 ? 28 : 32;
    const float *from = start ? start + j : kZeros;
    const float *panel = b.at + j;
    switch ((n + 3) / 4) {
    case 1: glia_gemv_tile(y + j, from, x, x_step, panel, b.row, n, K, 1); break;
    case 2: glia_gemv_tile(y + j, from, x, x_step, panel, b.row, n, K, 2); break;
    case 3: glia_gemv_tile(y + j, from, x, x_step, panel, b.row, n, K, 3); break;
    case 4: glia_gemv_tile(y + j, from, x, x_step, panel, b.row, n, K, 4); break;
    case 5: glia_gemv_tile(y + j, from, x, x_step, panel, b.row, n, K, 5); break;
    case 6: glia_gemv_tile(y + j, from, x, x_step, panel, b.row, n, K, 6); break;
    case 7: glia_gemv_tile(y + j, from, x, x_step, panel, b.row, n, K, 7); break;
    default: glia_gemv_tile(y + j, from, x, x_step, panel, b.row, n, K, 8); break;
    }
    j += n;
  }
}

// c (M, N) := start + a · b for one tile, M <= MR and N <= NR
static void tile(float *c, size_t c_row, const float *start, size_t start_row, const float *a, const float *b,
                 size_t b_row, size_t M, size_t N, size_t K) {
  if (M == GLIA_MR && N == GLIA_NR) {
    glia_gemm_tile(c, c_row, start, start_row, a, b, b_row, K, 2);
    return;
  }
  float edge[GLIA_MR * GLIA_NR];
  memset(edge, 0, sizeof edge);
  for (size_t i = 0; i < M; i++)
    memcpy(edge + i * GLIA_NR, start + i * start_row, N * sizeof *edge);
  if (N > 4)
    glia_gemm_tile(edge, GLIA_NR, edge, GLIA_NR, a, b, b_row, K, 2);
  else
    glia_gemm_tile(edge, GLIA_NR, edge, GLIA_NR, a, b, b_row, K, 1);
  for (size_t i = 0; i < M; i++)
    memcpy(c + i * c_row, edge + i * GLIA_NR, N * sizeof *edge);
}

static glia_matrix offset(glia_matrix m, size_t i, size_t j) {
  return (glia_matrix){m.at + i * m.row + j * m.column, m.row, m.column};
}

void glia_gemm(float *restrict c, glia_matrix a, glia_matrix b, const float *bias, float *restrict scratch, size_t M,
               size_t N, size_t K) {
  glia_assert(M > 0 && N > 0 && K > 0);
  if (M < GLIA_MR && b.column == 1) {
    for (size_t i = 0; i < M; i++)
      gemv(c + i * N, bias, a.at + i * a.row, a.column, b, N, K);
    return;
  }

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
        glia_gemm_pack_a(a_panel, offset(a, i, pc), m, kc);
        for (size_t j = 0; j < nc; j += GLIA_NR) {
          size_t n = glia_min(GLIA_NR, nc - j);
          int packed = pack || n < GLIA_NR;
          const float *panel = packed ? b_panels + j * kc : offset(b, pc, jc + j).at;
          float *to = c + i * N + jc + j;
          // The first block starts from the bias, the later ones from what is there.
          const float *start = pc > 0 ? to : bias ? bias + jc + j : kZeros;
          tile(to, N, start, pc > 0 ? N : 0, a_panel, panel, packed ? GLIA_NR : b.row, m, n, kc);
        }
      }
    }
  }
}
