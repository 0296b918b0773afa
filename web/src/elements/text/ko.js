// @ts-check
// 요소들이 한국어로 하는 말. en.js와 같은 키를 쓴다.

/** @type {Record<keyof typeof import("./en.js").en, string>} */
export const ko = {
  // ---- descent
  "descent.label": "경사 하강법 경주",
  "descent.surface": "w와 b에 따른 손실",
  "descent.surface.press": "w와 b에 따른 손실. 누르면 거기서 출발해요.",
  "descent.losses": "단계별 손실",
  "descent.accuracies": "빼 둔 데이터의 정확도",
  "descent.w": "출발점 w",
  "descent.b": "출발점 b",
  "descent.racer": "선수",
  "descent.rate": "학습률",
  "descent.rate.of": "{name} 학습률",
  "descent.loss": "손실",
  "descent.seen": "읽은 샘플",
  "descent.accuracy": "정확도",
  "descent.gd": "경사 하강법",
  "descent.momentum": "모멘텀",
  "descent.adagrad": "AdaGrad",
  "descent.rmsprop": "RMSProp",
  "descent.adam": "Adam",
  "descent.batch": "배치: 전체",
  "descent.mini": "미니배치: {n}개",
  "descent.stochastic": "확률적: 1개",
  "descent.run": "시작",
  "descent.pause": "멈춤",
  "descent.step": "한 단계",
  "descent.reset": "처음으로",
  "descent.at": "{steps}단계 중 {step}단계",
  "descent.lost": "{step}단계에서 발산",
  "descent.done": "손실이 가장 작은 쪽은 {name}, {loss}이에요.",
  "descent.lost.all": "모두 발산했어요.",

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
