// @ts-check

/** @type {Record<keyof typeof import("./neuron-en.js").neuronEn, string>} */
export const neuronKo = {
  "learn.neuron.title": "뉴런과 문턱값",
  "learn.neuron.lead":
    "뉴런은 입력마다 가중치를 곱해 모두 더하고, 그 합이 충분히 크면 켜져요. 입력이 두 개만 있어도 예와 아니요를 가릴 수 있어요.",
  "learn.neuron.sum.heading": "합과 문턱값",
  "learn.neuron.sum":
    "입력이 `x₁`, `x₂`이면 합은 `w₁x₁ + w₂x₂`예요. 뉴런은 합이 문턱값을 넘으면 1, 넘지 못하면 0을 내요. 보통은 문턱값을 왼쪽으로 옮겨서 *편향* `b` = −문턱값을 더해요. 편향은 늘 1인 입력에 붙은 가중치라고 봐도 돼요. 이제 이것만 확인하면 돼요. `w₁x₁ + w₂x₂ + b`가 0보다 큰가?",
  "learn.neuron.sum.look":
    "아래 뉴런은 가중치가 둘 다 0.5, 편향이 −0.7이에요. 입력 하나만 1이면 합이 −0.2라서 모자라고, 둘 다 1이면 0.3이 돼요. 그래서 두 입력이 모두 1일 때만 1을 내요. 바로 *AND* 게이트예요. 표에서 줄을 고르면 그 줄의 합을 볼 수 있어요.",
  "learn.neuron.bias":
    "가중치는 입력마다 얼마나 중요하게 볼지, 편향은 뉴런이 얼마나 쉽게 켜질지를 정해요. 편향을 −0.2로 바꿔 보세요. 이제 입력 하나로도 충분해요. 이것이 *OR* 게이트예요. AND와는 두 줄이 다르고, 어느 줄인지 그림이 알려 줘요.",
  "learn.neuron.line.heading": "뉴런이 긋는 직선",
  "learn.neuron.line":
    "네 입력을 평면 위의 점으로 그려 봐요. 합이 딱 0이 되는 곳, 곧 `w₁x₁ + w₂x₂ + b = 0`인 곳은 직선이에요. 직선의 한쪽에서는 1을, 다른 쪽에서는 0을 내요. 편향을 바꾸면 직선이 나란히 움직이고, 가중치를 바꾸면 기울어져요. 어느 쪽이 1인지는 부호가 정해요.",
  "learn.neuron.question":
    "*NAND*는 AND를 뒤집은 게이트예요. 두 입력이 모두 1일 때만 0을 내요. 네 줄이 모두 맞는 가중치와 편향을 찾아보세요.",
  "learn.neuron.answer":
    "맞아요. 가중치는 음수, 편향은 양수예요. 입력이 없어도 켜져 있다가, 두 입력이 모두 1일 때만 꺼져요. 답은 하나가 아니에요. 점 (1, 1)과 나머지 세 점 사이로 직선이 지나가기만 하면 돼요.",
  "learn.neuron.xor.heading": "XOR은 왜 안 될까",
  "learn.neuron.xor":
    "*XOR*은 두 입력 가운데 하나만 1일 때 1이에요. 답이 1인 두 점은 정사각형의 마주 보는 꼭짓점에 있고, 답이 0인 두 점도 그래요. 그 사이를 직선 하나로 나눠 보세요.",
  "learn.neuron.xor.why":
    "나눌 수 없어요. 줄 (0, 0)이 맞으려면 `b ≤ 0`이어야 해요. 줄 (1, 0)이 맞으려면 `w₁ + b > 0`, 줄 (0, 1)이 맞으려면 `w₂ + b > 0`이어야 해요. 뒤의 둘을 더하면 `w₁ + w₂ + 2b > 0`이에요. `b ≤ 0`이니까 `w₁ + w₂ + b > 0`이기도 해요. 그런데 줄 (1, 1)이 맞으려면 `w₁ + w₂ + b ≤ 0`이어야 해요. 어떤 직선도 세 줄까지만 맞힐 수 있어요.",
  "learn.neuron.layers.heading": "층을 쌓으면 돼요",
  "learn.neuron.layers":
    "뉴런 하나로는 안 되지만 셋이면 돼요. 두 뉴런이 입력을 받아요. 하나는 *NAND*(`h₁`), 하나는 *OR*(`h₂`)예요. 세 번째 뉴런은 이 둘의 출력을 받아 *AND*를 해요. 점 (1, 0)과 (0, 1)은 둘 다 `h` = (1, 1)이 돼요. 그래서 첫 층을 지나면 직선 하나로 충분해요.",
  "learn.neuron.layers.label": "두 층으로 쌓은 뉴런 셋",
  "learn.neuron.layers.weights": "가중치와 편향",
  "learn.neuron.layers.neuron": "뉴런",
  "learn.neuron.layers.outputs": "뉴런의 출력",
  "learn.neuron.layers.field": "{neuron}: {name}",
  "learn.neuron.layers.right": "맞음",
  "learn.neuron.layers.wrong": "틀림",
  "learn.neuron.layers.count": "네 줄 가운데 {count}줄이 XOR과 같아요.",
  "learn.neuron.layers.after":
    "숫자를 바꾸면서 XOR이 어디까지 유지되는지 보세요. 심층 신경망의 핵심이 바로 이거예요. 층마다 점의 위치를 바꿔 다음 층에 넘기고, 마지막 층에는 쉬운 일만 남아요. 여기서는 가중치를 손으로 정했지만 신경망은 가중치를 스스로 배워요. 그 방법은 7강과 8강에서 배워요.",
};
