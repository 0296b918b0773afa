#include "gemm.h"
#include "gemm_lists.h"
#include "gemm_pack.h"
#include "tile.h"

// A block of b is KC × NC: 512 KB at most, so that it stays in the second-level cache while the rows of a pass by it;
// a panel of a is KC × MR, 12 KB at most, and stays in the first.
enum { KC = 512, NC = 256 };

static const float kZeros[GLIA_NR];

size_t glia_gemm_scratch(size_t M, size_t N, size_t K) {
  size_t lists = glia_gemm_lists_scratch(M, N, K);
  if (M < GLIA_MR) // never by tiles
    return lists;
  size_t kc = glia_min(K, KC);
  return glia_max(lists, kc * glia_round_up(glia_min(N, NC), GLIA_NR) + kc * GLIA_PACKED_MR);
}

static glia_matrix offset(glia_matrix m, size_t i, size_t j) {
  return (glia_matrix){m.at + i * m.row + j * m.column, m.row, m.column};
}

static void tile_of_rows(float *c, size_t c_row, const float *start, size_t start_row, glia_matrix a, const float *b,
                         size_t b_row, size_t M, size_t N, size_t K) {
  glia_tile_rows rows = {.step = a.column, .K = K, .RUNS = 1};
  for (size_t i = 0; i < GLIA_MR; i++)
    rows.at[i] = a.at + (i < M ? i * a.row : 0);
  glia_tile(c, c_row, start, start_row, &rows, b, b_row, M, N);
}

void glia_gemm(float *restrict c, glia_matrix a, glia_matrix b, int b_finite, const float *bias,
               float *restrict scratch, size_t M, size_t N, size_t K) {
  glia_assert(M > 0 && N > 0 && K > 0);
  if (glia_gemm_by_lists(c, a, b, b_finite, bias, scratch, M, N, K))
    return;

  float *b_panels = scratch;
  float *a_panel = scratch + glia_min(K, KC) * glia_round_up(glia_min(N, NC), GLIA_NR);
  int pack = M >= GLIA_ROWS_THAT_PACK || b.column != 1;
  size_t MR = pack ? GLIA_PACKED_MR : GLIA_MR, NR = GLIA_NR;

  for (size_t jc = 0; jc < N; jc += NC) {
    size_t nc = glia_min(NC, N - jc);
    for (size_t pc = 0, kc = 0, BLOCKS = (K + KC - 1) / KC; pc < K; pc += kc, BLOCKS--) {
      kc = (K - pc) / BLOCKS; // blocks alike, because a thin last one would be slow
      for (size_t j = 0; j < nc; j += NR)
        if (pack || nc - j < NR)
          glia_gemm_pack(b_panels + j * kc, NR, offset(b, pc, jc + j).at, b.column, b.row, glia_min(NR, nc - j), NR,
                         kc);

      for (size_t i = 0; i < M; i += MR) {
        size_t m = glia_min(MR, M - i);
        glia_matrix block = offset(a, i, pc);
        if (pack)
          glia_gemm_pack(a_panel, MR, block.at, block.row, block.column, m, MR, kc);
        for (size_t j = 0; j < nc; j += NR) {
          size_t n = glia_min(NR, nc - j);
          const float *panel = b_panels + j * kc;
          float *to = c + i * N + jc + j;
          // The first block starts from the bias, the later ones from what is there.
          const float *start = pc > 0 ? to : bias ? bias + jc + j : kZeros;
          size_t start_row = pc > 0 ? N : 0;
          if (!pack)
            tile_of_rows(to, N, start, start_row, block, n < NR ? panel : offset(b, pc, jc + j).at, n < NR ? NR : b.row,
                         m, n, kc);
          else
            glia_packed_tile(to, N, start, start_row, a_panel, panel, m, n, kc);
        }
      }
    }
  }
}
