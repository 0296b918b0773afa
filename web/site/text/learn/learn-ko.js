// @ts-check
// 모든 배움 페이지가 한국어로 하는 말. learn-en.js와 같은 키를 쓴다.

/** @type {Record<keyof typeof import("./learn-en.js").learnEn, string>} */
export const learnKo = {
  "learn.all": "모든 강의",
  "learn.neuron": "뉴런과 문턱값",
  "learn.activation": "활성화 함수",
  "learn.matrix": "행렬",
  "learn.forward": "3층 신경망",
  "learn.softmax": "소프트맥스",
  "learn.digits": "손글씨 읽기",
  "learn.backprop": "오차역전파",
  "learn.descent": "경사 하강법",
  "learn.around": "앞뒤 강의",
  "learn.before": "이전",
  "learn.after": "다음",
  "learn.question": "직접 해 보기",
  "learn.open": "아직 정답이 아니에요. 위 그림의 값을 바꿔 보세요. 맞으면 바로 알려 드려요.",
  "learn.solved": "풀었어요.",
  "learn.code": "코드로 보기",
  "learn.code.note": "오른쪽 값은 지금 그림에 있는 값이에요.",
  "learn.numpy": "numpy",
  "learn.glia": "Glia",
  "learn.copy": "복사",
  "learn.copy.label": "{name} 코드 복사",
  "learn.copied": "복사했어요.",
  "learn.uncopied": "브라우저가 복사를 막았어요. 직접 선택해서 복사해 주세요.",
};
