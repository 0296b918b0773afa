// @ts-check
// 요소들이 한국어로 하는 말. en.js와 같은 키를 쓴다.

/** @type {Record<keyof typeof import("./en.js").en, string>} */
export const ko = {
  // ---- neuron
  "neuron.label": "입력이 둘인 뉴런",
  "neuron.weight": "가중치 {name}",
  "neuron.bias": "편향 {name}",
  "neuron.sum": "합",
  "neuron.output": "출력 y",
  "neuron.row": "x₁ = {a}, x₂ = {b}",
  "neuron.right": "맞음",
  "neuron.wrong": "틀림",
  "neuron.count": "네 줄 가운데 {count}줄이 맞아요.",
  "neuron.solved": "네 줄이 모두 맞아요. 이 뉴런은 {gate} 게이트예요.",
  "neuron.points": "가로는 x₁, 세로는 x₂. 채운 점은 {gate}의 답이 1인 곳, 칠한 쪽은 합이 0보다 큰 곳이에요.",
  "neuron.points.none": "가로는 x₁, 세로는 x₂. 채운 점과 칠한 쪽은 합이 0보다 큰 곳이에요.",

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
