// @ts-check

/** @type {Record<keyof typeof import("./index-en.js").indexEn, string>} */
export const indexKo = {
  "index.heading": "신경망은 어떻게 움직일까",
  "index.lead":
    "짧은 강의 여덟 편이에요. 그림에서 숫자를 바꾸면 결과가 바로 따라 바뀌어요. 대부분 십 분이면 끝나고, 강의마다 직접 푸는 문제와 같은 계산을 하는 짧은 코드가 있어요.",
  "index.neuron": "뉴런 하나가 예와 아니요를 가리는 법, 그리고 XOR에 두 층이 필요한 까닭.",
  "index.activation": "층 사이에서 합을 구부리는 함수. 이것이 없으면 층을 쌓아도 소용없어요.",
  "index.matrix": "행렬의 형상과 곱. 배치 전체를 곱셈 한 번으로 계산해요.",
  "index.forward": "작은 신경망을 입력부터 출력까지 숫자 하나하나 따라가요.",
  "index.softmax": "점수를 확률로 바꾸고, 오버플로가 나는 식을 안전하게 고쳐요.",
  "index.digits": "매개변수가 45,360개인 학습된 신경망이 여러분의 손글씨를 읽어요.",
  "index.backprop": "미분이 어디에서 나오는지 손으로 계산하고 확인해요.",
  "index.descent": "손실 함수, 최적화 기법, 배치 크기를 바꿔 가며 같은 비탈을 내려가요.",
  "index.embed.heading": "다른 글에 넣기",
  "index.embed":
    "그림은 모두 태그 하나예요. 어느 페이지에나 넣을 수 있고, 한국어와 영어로 나와요. [그림을 골라 태그를 복사해 보세요](../embed.html).",
};
