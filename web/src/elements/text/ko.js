// @ts-check
// 요소들이 한국어로 하는 말. en.js와 같은 키를 쓴다.

/** @type {Record<keyof typeof import("./en.js").en, string>} */
export const ko = {
  // ---- boundary
  "boundary.label": "점들과 그것을 나누는 신경망",
  "boundary.field":
    "점을 찍는 판이에요. 화살표 키로 커서를 옮기고, 스페이스로 점을 찍거나 지우고, Delete로 가까운 점을 지워요.",
  "boundary.a": "무리 A",
  "boundary.b": "무리 B",
  "boundary.eraser": "지우개",
  "boundary.clear": "모두 지우기",
  "boundary.count": "무리 A {a}개, 무리 B {b}개.",
  "boundary.none": "판을 누르거나 끌어서 점을 찍어 보세요.",
  "boundary.at": "{x}, {y}. 여기서 신경망의 답은 {class}, {share}.",

  // ---- run: what boundary and train share
  "run.accuracy": "정답률",
  "run.activation": "활성화 함수",
  "run.batch": "배치 크기",
  "run.data": "데이터",
  "run.data.breast-cancer": "유방암",
  "run.data.circles": "두 원",
  "run.data.digits": "손글씨 숫자",
  "run.data.empty": "점 없음",
  "run.data.moons": "두 반달",
  "run.data.spiral": "두 나선",
  "run.data.xor": "XOR",
  "run.diverged": "학습이 엇나갔어요. {step}번째 단계에서 숫자가 끝없이 커졌어요. 이 신경망에는 학습률이 너무 커요.",
  "run.epochs": "에폭",
  "run.initializer": "가중치 초깃값",
  "run.layers": "은닉층",
  "run.less": "학습률 {rate}{으로/로} 이어서",
  "run.loss": "손실",
  "run.optimizer": "최적화 방법",
  "run.pause": "멈춤",
  "run.range": "{what}: {least}부터 {most}까지 쓸 수 있어요.",
  "run.rate": "학습률",
  "run.reset": "처음으로",
  "run.seed": "난수 시드",
  "run.start": "시작",
  "run.status.main": "에폭 {epoch}, 단계 {step}/{steps}, 페이지 스레드에서",
  "run.status.worker": "에폭 {epoch}, 단계 {step}/{steps}, 워커에서",
  "run.step": "한 단계",
  "run.train": "학습",
  "run.untrained": "아직 배우지 않았어요.",
  "run.validation": "검증",

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

  // ---- train
  "train.label": "학습과 곡선",
  "train.loss": "에폭별 손실",
  "train.accuracy": "에폭별 정답률",
};
