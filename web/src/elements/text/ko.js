// @ts-check
// 요소들이 한국어로 하는 말. en.js와 같은 키를 쓴다.

/** @type {Record<keyof typeof import("./en.js").en, string>} */
export const ko = {
  // ---- activation
  "activation.label": "활성화 함수와 그 도함수",
  "activation.function": "함수",
  "activation.dashed": "점선은 도함수예요.",
  "activation.none": "없음",
  "activation.spoken": "{name}: {y}, 기울기 {slope}.",
  "activation.jump": "계단 함수는 0에서 값이 뛰어서 미분할 수 없어요. 나머지에서는 도함수가 모두 0이에요.",
  "activation.kink": "{name}는 0에서 꺾여요. 이곳의 기울기는 {slope}{으로/로} 정해 써요.",
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
