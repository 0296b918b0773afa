// @ts-check
// 요소들이 한국어로 하는 말. en.js와 같은 키를 쓴다.

/** @type {Record<keyof typeof import("./en.js").en, string>} */
export const ko = {
  // ---- backprop
  "backprop.label": "학습 한 걸음: 순전파와 역전파",
  "backprop.step": "한 단계",
  "backprop.run": "끝까지",
  "backprop.pause": "멈추기",
  "backprop.many": "{n}번 학습하기",
  "backprop.rate": "학습률 η",
  "backprop.weight": "가중치",
  "backprop.value": "값 → 새 값",
  "backprop.slope": "미분",
  "backprop.check": "수치 미분",
  "backprop.look": "{name} 미분 과정: {full}",
  "backprop.taken": "{n}번째 학습",
  "backprop.before": "학습 전 오차",
  "backprop.after": "학습 후 오차",
  "backprop.at.start": "한 단계를 누르면 입력부터 앞으로 나아가요",
  "backprop.forward": "순전파: {n}층",
  "backprop.at.error": "출력이 얼마나 틀렸나",
  "backprop.of": "{name}{을/를} 바꾸면 오차가 얼마나 바뀌나",
  "backprop.at.update": "가중치를 모두 미분의 반대쪽으로 옮기기",
  "backprop.at.after": "새 가중치로 다시 순전파",

  // ---- forward
  "forward.label": "작은 신경망을 층별로 계산하기",
  "forward.first": "입력만",
  "forward.next": "다음 층",
  "forward.all": "모든 층",
  "forward.neuron": "뉴런",
  "forward.layer": "{n}층",
  "forward.from": "앞 뉴런",
  "forward.value": "값",
  "forward.weight": "가중치",
  "forward.product": "곱",
  "forward.bias": "편향",
  "forward.sum": "합",
  "forward.output": "출력 {numbers}",

  // ---- net: the two with a graph
  "net.restore": "처음 값으로",
  "net.input": "입력 {name}",
  "net.target": "정답 {name}",
  "net.weight": "{from}에서 {to}로 가는 가중치",
  "net.bias": "{to}의 편향",

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
