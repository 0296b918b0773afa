// @ts-check
// 요소들이 한국어로 하는 말. en.js와 같은 키를 쓴다.

/** @type {Record<keyof typeof import("./en.js").en, string>} */
export const ko = {
  // ---- dot
  "dot.label": "행렬 곱",
  "dot.cell": "{name}의 {row}행 {column}열",
  "dot.rows": "{name}의 행",
  "dot.columns": "{name}의 열",
  "dot.more": "{name} 늘리기",
  "dot.fewer": "{name} 줄이기",
  "dot.sum": "a의 {row}행과 b의 {column}열을 곱해 더하면: {sum}",
  "dot.refusal": "곱할 수 없어요. a는 {a}, b는 {b}예요. a의 열 {columns}개와 b의 행 {rows}개가 같아야 해요.",
  "dot.hint": "곱의 숫자를 가리키거나 Tab으로 옮겨 가면 어떻게 나온 수인지 보여 줘요.",

  // ---- softmax
  "softmax.label": "소프트맥스: 점수를 확률로",
  "softmax.score": "점수 a",
  "softmax.score.nth": "{n}번째 점수",
  "softmax.naive.power": "eᵃ",
  "softmax.naive": "그대로: eᵃ / Σ",
  "softmax.safe.power": "eᵃ⁻ᵐᵃˣ",
  "softmax.safe": "안전하게",
  "softmax.sum": "합",
  "softmax.raise": "모든 점수에 1000 더하기",
  "softmax.lower": "모든 점수에서 1000 빼기",
  "softmax.restore": "처음 점수로",
  "softmax.fine": "두 방법의 답이 같고, 확률을 모두 더하면 1이에요.",
  "softmax.broken":
    "그대로 계산하면 무너져요. 거듭제곱이나 그 합이 32비트 수의 범위를 벗어났어요. 안전한 방법은 여전히 답을 내요.",
};
