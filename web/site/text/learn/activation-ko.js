// @ts-check

/** @type {Record<keyof typeof import("./activation-en.js").activationEn, string>} */
export const activationKo = {
  "learn.activation.title": "활성화 함수",
  "learn.activation.lead": "뉴런은 입력마다 가중치를 곱해 모두 더해요. 그 합을 출력으로 바꾸는 함수가 활성화 함수예요.",
  "learn.activation.step.heading": "스위치에서 비탈로",
  "learn.activation.step":
    "1강의 뉴런은 *계단 함수*(`step`)를 썼어요. 합 `x`가 0보다 크면 1, 아니면 0이지요. *시그모이드*(`sigmoid`) `1 / (1 + e⁻ˣ)`는 이 스위치를 매끄러운 비탈로 바꿔요. 0에서 멀면 둘의 값이 거의 같고, 0 근처에서는 시그모이드의 값으로 얼마나 아슬아슬한지 알 수 있어요. 둘 다 그래프가 직선이 아닌 *비선형* 함수예요. 그림 위의 점을 끌거나 슬라이더를 움직여 보세요.",
  "learn.activation.slope.heading": "미분은 어디에 쓸까요?",
  "learn.activation.slope":
    "점선은 도함수예요. `x`가 조금 변할 때 출력이 얼마나 변하는지 알려 주지요. 신경망은 모든 가중치에 대해 이 값을 구해서 학습해요. 계단 함수는 뛰는 곳 말고는 어디에서나 기울기가 0이라서 가중치가 전혀 움직이지 않아요. 그래서 이제는 쓰지 않아요. 시그모이드의 도함수는 함숫값 `y`만 알면 `y(1 − y)`로 구할 수 있어요. 가운데에서 가장 크고 양 끝에서는 거의 0이에요. 층이 깊으면 이런 값이 층마다 곱해져요. 시그모이드가 열 개면 0.25 이하인 값을 열 번 곱하니, 앞쪽 층까지 오는 기울기가 0.000001배보다도 작아질 수 있어요. 이것을 *기울기 소실*이라고 해요.",
  "learn.activation.question": "시그모이드의 기울기가 최댓값의 절반이 되는 `x`를 찾아보세요.",
  "learn.activation.answer":
    "맞아요. 기울기는 0에서 0.25로 가장 크고, 그 절반인 0.125가 되는 곳은 양쪽에 하나씩 있어요. 그보다 더 멀어지면 뉴런은 절반도 안 되는 속도로 배워요.",
  "learn.activation.relu.heading": "tanh, ReLU, Leaky ReLU",
  "learn.activation.tanh":
    "*tanh*는 시그모이드를 −1부터 1까지 늘인 모양이에요. 출력이 0을 중심으로 퍼지고, 기울기 `1 − y²`은 1까지 커져요.",
  "learn.activation.relu":
    "*ReLU*(`relu`)는 양수는 그대로 내보내고 나머지는 0으로 만들어요. `x`가 아무리 커도 기울기가 1이라 층을 지나도 기울기가 작아지지 않고, 계산도 비교 한 번이면 돼요. 대신 0보다 작은 쪽은 평평해서, 합이 늘 그쪽에 머무는 뉴런은 더 배우지 못해요. *Leaky ReLU*(`leakyRelu`)는 그쪽에도 작은 기울기를 남겨요. 보통 0.01을 쓰지만 여기서는 눈에 보이도록 0.3으로 했어요. 두 함수는 0에서 꺾이기 때문에 그 점의 기울기는 약속으로 정해요. 점을 0으로 옮겨 어떻게 정했는지 보세요. 꺾이지 않는 함수도 둘 있어요. *ELU*(`elu`)는 0보다 크면 `x` 그대로이고 작으면 −1에 다가가요. *Softplus*(`softplus`)는 ReLU의 모서리를 둥글게 다듬은 함수로, 기울기가 시그모이드예요.",
  "learn.activation.points": "같은 함수들의 값을 몇 군데에서 살펴보세요.",
  "learn.activation.points.label": "활성화 함수의 값",
  "learn.activation.linear.heading": "직선으로는 부족한 이유",
  "learn.activation.linear":
    "활성화 함수가 없거나 직선 `y = x`라면, 층이 하는 일은 가중치를 곱하는 것뿐이에요. 그런 층 두 개는 사실 하나와 같아요. 가중치 행렬 두 개를 먼저 곱해 두면 그 행렬 하나가 두 층의 일을 다 하니까요. 아래에서 아무 숫자나 바꾸고 비교해 보세요.",
  "learn.activation.layers.label": "두 층과, 그와 똑같은 한 층",
  "learn.activation.layers.two": "두 층",
  "learn.activation.layers.one": "한 층",
  "learn.activation.layers.bent": "사이에 ReLU를 넣으면",
  "learn.activation.same": "두 층과 한 층의 결과가 같아요. 사이에 ReLU를 넣으면 결과가 달라져요.",
  "learn.activation.alike":
    "셋 다 결과가 같아요. 여기서는 ReLU가 바꾼 게 없어요. x·W₁의 숫자 하나를 음수로 만들어 보세요.",
  "learn.activation.differ": "숫자들의 크기 차이가 너무 커서 반올림 오차가 보여요.",
  "learn.activation.bend":
    "층이 백 개여도 마찬가지이고, 편향을 더해도 결국 편향 하나로 합쳐질 뿐이에요. 층 사이에 비선형 함수가 있어야 깊이 쌓는 보람이 있어요.",
};
