#include "gemm.h"
#include "gemm_lists.h"
#include "gemm_pack.h"
#include "tile.h"

// A block of b is KC × NC: 512 KB at most, so that it stays in the second-level cache while the rows of a pass by it;
// a panel of a is KC × MR, 4 KB, and stays in the first.
enum { KC = 256, NC = 512 };

static const float kZeros[GLIA_NARROW_NR];

size_t glia_gemm_scratch(size_t M, size_t N, size_t K) {
  size_t lists = glia_gemm_lists_scratch(M, N, K);
  if (M < GLIA_MR) // never by tiles
    return lists;
  size_t kc = glia_min(K, KC);
  return glia_max(lists, kc * GLIA_MR + kc * glia_round_up(glia_min(N, NC), GLIA_NR));
}

static glia_matrix offset(glia_matrix m, size_t i, size_t j) {
  return (glia_matrix){m.at + i * m.row + j * m.column, m.row, m.column};
}

// panel (K, NR) := N columns of b; where NR is narrow, eight and the last four
static void pack_b(float *restrict panel, size_t NR, glia_matrix b, size_t N, size_t K) {
  glia_gemm_pack(panel, NR, b.at, b.column, b.row, glia_min(N, GLIA_NR), GLIA_NR, K);
  if (NR > GLIA_NR)
    glia_gemm_pack(panel + GLIA_NR, NR, offset(b, 0, N - 4).at, b.column, b.row, 4, 4, K);
}

void glia_gemm(float *restrict c, glia_matrix a, glia_matrix b, int b_finite, const float *bias,
               float *restrict scratch, size_t M, size_t N, size_t K) {
  glia_assert(M > 0 && N > 0 && K > 0);
  if (glia_gemm_by_lists(c, a, b, b_finite, bias, scratch, M, N, K))
    return;

  float *a_panel = scratch;
  float *b_panels = scratch + glia_min(K, KC) * GLIA_MR;
  int pack = M >= GLIA_ROWS_THAT_PACK || b.column != 1;
  int narrow = pack && N > GLIA_NR && N <= GLIA_NARROW_NR;
  size_t MR = narrow ? GLIA_NARROW_MR : GLIA_MR, NR = narrow ? GLIA_NARROW_NR : GLIA_NR;

  for (size_t jc = 0; jc < N; jc += NC) {
    size_t nc = glia_min(NC, N - jc);
    for (size_t pc = 0; pc < K; pc += KC) {
      size_t kc = glia_min(KC, K - pc);
      for (size_t j = 0; j < nc; j += NR)
        if (pack || nc - j < NR)
          pack_b(b_panels + j * kc, NR, offset(b, pc, jc + j), glia_min(NR, nc - j), kc);

      for (size_t i = 0; i < M; i += MR) {
        size_t m = glia_min(MR, M - i);
        glia_matrix block = offset(a, i, pc);
        glia_tile_rows rows = glia_tile_rows_of(block.at, block.row, 1, m, kc);
        if (pack || block.column != 1) {
          glia_gemm_pack(a_panel, GLIA_MR, block.at, block.row, block.column, glia_min(GLIA_MR, M - i), GLIA_MR, kc);
          rows = glia_tile_rows_of(a_panel, 1, GLIA_MR, m, kc);
        }
        rows.packed = pack;
        for (size_t j = 0; j < nc; j += NR) {
          size_t n = glia_min(NR, nc - j);
          int packed = pack || n < NR;
          const float *panel = packed ? b_panels + j * kc : offset(b, pc, jc + j).at;
          float *to = c + i * N + jc + j;
          // The first block starts from the bias, the later ones from what is there.
          const float *start = pc > 0 ? to : bias ? bias + jc + j : kZeros;
          glia_tile(to, N, start, pc > 0 ? N : 0, &rows, panel, packed ? NR : b.row, m, n);
        }
      }
    }
  }
}
