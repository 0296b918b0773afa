// @ts-check

/** @type {Record<keyof typeof import("./digits-en.js").digitsEn, string>} */
export const digitsKo = {
  "learn.digits.title": "손글씨 읽기",
  "learn.digits.lead":
    "손글씨를 읽는 데 새로 배울 것은 없어요. 3층 신경망에서 한 대로 곱하고, 더하고, 활성화 함수에 넣는 일을 세 번 하면 돼요. 행렬이 커질 뿐이에요.",
  "learn.digits.layers.heading": "784, 50, 100, 10",
  "learn.digits.layers":
    "28 × 28 픽셀 그림은 숫자 *784*개가 늘어선 한 줄이에요. 종이는 0, 잉크는 1이고, 회색은 그 사이의 값이에요. 첫 번째 층은 이 줄을 숫자 *50*개로, 두 번째 층은 다시 *100*개로, 마지막 층은 *10*개로 바꿔요. 마지막 열 개가 숫자마다의 확률이에요. 784와 10은 문제가 정해 준 크기예요. 50과 100은 사람이 고른 크기라서 달라도 괜찮아요. 뉴런은 저마다 앞 층의 모든 출력을 받기 때문에(*완전 연결층*), 한 층의 가중치 수는 앞 층 크기와 이 층 크기를 곱한 만큼이에요.",
  "learn.digits.layer": "층",
  "learn.digits.weights": "가중치",
  "learn.digits.biases": "편향",
  "learn.digits.sum": "매개변수",
  "learn.digits.nth": "{n}층",
  "learn.digits.all": "전체",
  "learn.digits.draw":
    "아래 신경망이 바로 이 크기이고, 손글씨 숫자 60,000개로 학습했어요. 하나 그려 보세요. 획을 그을 때마다 읽고, 자기가 보는 그림도 보여 줘요. 잉크만 잘라 내 20 × 20 픽셀에 맞추고 가운데로 옮긴 그림이에요. 학습에 쓴 숫자들도 똑같이 다듬었거든요. 그 아래 네모들은 뉴런 50개와 100개의 출력이에요.",
  "learn.digits.question": "신경망이 90% 이상의 확률로 7이라고 읽는 그림을 그려 보세요.",
  "learn.digits.answer":
    "맞아요. 7의 확률이 가장 커서 argmax가 7이에요. 앞 단계의 그림들도 다시 보세요. 크기를 맞추고 옮기지 않으면 같은 그림도 다른 숫자로 읽힐 수 있어요.",
  "learn.digits.argmax.heading": "답은 argmax",
  "learn.digits.argmax":
    "확률 열 개가 곧 답은 아니에요. 답은 가장 큰 확률이 있는 *자리*예요. 0부터 세고, numpy로는 `np.argmax(y)`라고 써요. 자리에 0부터 9까지 번호가 붙어 있으니 자리 번호가 바로 숫자예요.",
  "learn.digits.limits":
    "열 개 가운데 하나는 언제나 가장 커요. 하트를 그려도 이 신경망은 숫자 하나를, 때로는 아주 자신 있게 골라요. 확률 열 개를 더하면 늘 1이고, ‘숫자가 아님’을 뜻하는 열한 번째 출력은 없으니까요.",
  "learn.digits.batch.heading": "그림 백 장도 곱셈 한 번",
  "learn.digits.batch":
    "그림 한 장이 한 줄이니, 그림 백 장은 백 줄짜리 행렬이에요. 코드는 그대로 쓰면 돼요. 결과의 `i`번째 줄은 `i`번째 그림의 결과이고, `np.argmax(y, axis=1)`을 쓰면 숫자 백 개가 한꺼번에 나와요.",
  "learn.digits.one": "한 장",
  "learn.digits.hundred": "백 장",
  "learn.digits.why":
    "큰 곱셈 한 번은 작은 곱셈 백 번보다 시간도 덜 걸려요. 메모리에서 가져온 첫 층의 가중치 39,200개를 그림 여러 장에 함께 쓰고, 함수도 백 번이 아니라 한 번만 부르니까요. 호출 비용이 큰 파이썬에서는 차이가 크고, 호출 비용이 작은 여기에서는 차이가 작아요. 신경망이 처음 보는 숫자 100개로 두 방법을 지금 브라우저에서 재 보세요.",
  "learn.digits.timing.label": "한 장씩 읽기와 백 장을 한꺼번에 읽기",
  "learn.digits.time": "시간 재기",
  "learn.digits.way": "한 번에 읽는 그림",
  "learn.digits.speed": "1초에 읽는 그림",
  "learn.digits.right": "맞힌 그림",
  "learn.digits.count": "{count}장 중 {right}장",
  "learn.digits.timing": "재고 있어요…",
  "learn.digits.ratio":
    "백 장을 한꺼번에 읽는 속도가 한 장씩 읽는 속도의 {ratio}배예요. 번갈아 {rounds}번씩 잰 값의 중앙값이에요. 두 방법 모두 {count}장 가운데 같은 {right}장을 맞혔어요.",
  "learn.digits.differ": "두 방법의 결과가 달라요. 있어서는 안 되는 일이에요.",
  "learn.digits.missing": "그림이나 신경망을 받아 오지 못했어요. 인터넷 연결을 확인하고 다시 눌러 주세요.",
  "learn.digits.assumed":
    "`x`는 ‘4. 가운데로’ 아래에 있는 그림을 숫자 784개로 늘어놓은 줄이고, `W1`, `b1` 등은 미리 불러 둔 신경망의 가중치와 편향이에요. 그림을 그리면 값이 나와요.",
};
