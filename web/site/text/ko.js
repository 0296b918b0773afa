// @ts-check

/** @type {Record<keyof typeof import("./en.js").en, string>} */
export const ko = {
  "page.title": "숫자 그려 보기 · Glia",
  "page.skip": "그림판으로 바로 가기",
  "page.language": "언어",
  "page.heading": "숫자를 그려 보세요",
  "page.lead":
    "그리는 동안 작은 신경망이 바로바로 읽어 줍니다. 모든 계산은 이 페이지 안에서 이루어지고, 그림은 기기 밖으로 나가지 않아요.",
  "page.footer": "Glia, 웹 페이지 안에 사는 신경망.",

  "pad.label": "그림판",
  "pad.invite": "0부터 9까지, 숫자 하나를 여기에 그려 보세요",
  "pad.tools": "그리기 도구",
  "pad.eraser": "지우개",
  "pad.undo": "되돌리기",
  "pad.clear": "모두 지우기",
  "pad.keys":
    "키보드로도 그릴 수 있어요. 방향키로 움직이고, 스페이스 키로 펜을 내리거나 듭니다. Shift를 누른 채 방향키를 누르면 바로 그려져요. Ctrl+Z는 되돌리기, Delete는 모두 지우기입니다.",
  "pad.cursor.up": "{row}행 {column}열, 펜을 들었어요",
  "pad.cursor.down": "{row}행 {column}열, 펜을 내렸어요",

  "samples.heading": "신경망이 처음 보는 손글씨를 넣어 볼 수도 있어요",
  "samples.one": "손글씨 {digit}",
  "samples.more": "다른 손글씨",

  "answer.heading": "신경망의 답",
  "answer.loading": "신경망을 불러오고 있어요…",
  "answer.blank": "아직 아무것도 그리지 않았어요.",
  "answer.certain": "99% 넘게 확신해요",
  "answer.sure": "{percent} 확신해요",
  "answer.likely": "아마도요. {percent} 확신해요",
  "answer.unsure": "헷갈려요. {second}일 수도 있어요",
  "answer.missing": "숫자를 읽을 신경망이 없어요.",
  "answer.say.certain": "{digit}, 99% 넘게 확신해요",
  "answer.say.sure": "{digit}, {percent} 확신해요",
  "answer.say.likely": "아마 {digit}, {percent} 확신해요",
  "answer.say.unsure": "헷갈려요. {digit} 또는 {second}",
  "answer.say.blank": "그림판이 비어 있어요.",
  "bars.label": "숫자별 확률",
  "bars.hint": "숫자를 가리키면 그 숫자로 본 까닭이 나와요.",

  "why.heading": "왜 {digit}일까요?",
  "why.heading.blank": "왜 그렇게 읽었을까요?",
  "why.for": "찬성",
  "why.against": "반대",
  "why.both": "{for}의 획이 {digit}{이라는/라는} 답을 가장 크게 밀어 주고, {against}의 획이 가장 크게 반대합니다.",
  "why.onlyfor": "모든 획이 {digit}{이라는/라는} 답을 밀어 줍니다. {for}의 힘이 가장 커요.",
  "why.onlyagainst": "모든 획이 {digit}{이라는/라는} 답에 반대합니다. {against}의 힘이 가장 커요.",
  "why.none": "{digit}{이라는/라는} 답에 찬성하는 획도, 반대하는 획도 없어요.",
  "why.blank": "숫자를 그리면 어느 획이 답에 찬성하고 어느 획이 반대하는지 여기에 나옵니다.",
  "why.note":
    "픽셀 하나의 몫은 ‘그 자리의 잉크 × 잉크가 더 진해질 때 점수가 오르는 정도’입니다. 빈 종이는 아무 말도 하지 않아요.",
  "region.0": "왼쪽 위",
  "region.1": "위쪽",
  "region.2": "오른쪽 위",
  "region.3": "왼쪽",
  "region.4": "가운데",
  "region.5": "오른쪽",
  "region.6": "왼쪽 아래",
  "region.7": "아래쪽",
  "region.8": "오른쪽 아래",

  "sees.heading": "신경망이 보는 그림",
  "sees.note":
    "그린 부분만 오려 내 20 × 20 픽셀에 맞추고, 무게중심이 28 × 28의 한가운데에 오도록 옮깁니다. 신경망이 배운 숫자들도 똑같이 다듬은 것이에요.",
  "sees.ink": "1. 오리기",
  "sees.fitted": "2. 20 × 20",
  "sees.centred": "3. 28 × 28",

  "layers.heading": "신경망의 속",
  "layers.note":
    "네모 하나가 은닉층의 뉴런 하나예요. 네모가 클수록 출력이 큽니다. 속이 빈 네모는 출력이 0보다 작다는 뜻이에요.",
  "layers.none": "은닉층이 없는 신경망이에요. 픽셀에서 곧바로 답을 냅니다.",
  "layers.name": "{index}층: {layer}",
  "layers.unit": "{count}개 중 {unit}번 뉴런: {value}",
  "layers.map": "{count}장 중 {unit}번 특징 맵: 최댓값 {value}",
  "layers.hint": "네모를 가리키거나 방향키를 누르면 값을 읽을 수 있어요.",
  "layers.choose": "{index}층의 뉴런",

  "model.heading": "신경망 고르기",
  "model.choose": "어떤 신경망으로 읽을까요?",
  "model.mlp": "기본 신경망",
  "model.mlp.note": "뉴런 128개짜리 은닉층 하나. 빠르고 대체로 잘 맞힙니다.",
  "model.book": "책에 나오는 신경망",
  "model.book.note": "뉴런 50개, 100개짜리 은닉층 둘에 시그모이드. 입문서에서 흔히 만드는 모양이에요.",
  "model.own": "내 파일: {name}",
  "model.own.note": "내 기기에서 읽었고, 이 페이지 안에만 있어요.",
  "model.open": "모델 파일 열기…",
  "model.open.note": "Glia가 저장한 .safetensors 파일이면 됩니다. 이 페이지 아무 데나 끌어다 놓아도 돼요.",
  "model.drop": "여기에 놓으면 이 모델로 읽어요",
  "model.layers": "층",
  "model.parameters": "매개변수",
  "model.accuracy": "MNIST 시험용 숫자 10,000개 정답률",
  "model.bytes": "파일 크기",
  "model.kilobytes": "{size}kB",
  "model.unknown": "알 수 없음",

  "layer.dense": "뉴런 {units}개, {activation}",
  "layer.conv2d": "합성곱, 필터 {units}개, {activation}",
  "layer.other": "{type}",

  "trouble.close": "닫기",
  "trouble.file": "{name} 파일은 쓸 수 없어요. 지금 쓰던 신경망은 그대로 있습니다.",
  "trouble.fetch": "신경망을 받아 오지 못했어요. 인터넷 연결을 확인하고 페이지를 새로 고쳐 주세요.",
  "trouble.missing": "서버에 {file} 파일이 없어요(응답 {status}).",
  "trouble.wasm":
    "이 브라우저에서 WebAssembly를 시작하지 못했어요. 신경망은 WebAssembly로 움직이니, 최신 브라우저를 쓰거나 WebAssembly를 허용하도록 설정해 주세요.",
  "trouble.input": "입력이 {inputs}개인 모델이에요. 이 페이지의 그림은 784개(28 × 28 픽셀)의 숫자입니다.",
  "trouble.output": "출력이 {outputs}개인 모델이에요. 숫자마다 하나씩, 열 개여야 합니다.",
  "trouble.probabilities": "출력 열 개가 확률이 아니에요. 마지막 층이 softmax여야 합니다.",

  "how.heading": "어떻게 읽을까요?",
  "how.pixels":
    "신경망에게 그림은 숫자 784개입니다. 픽셀마다 하나씩, 종이는 0이고 잉크는 1이에요. 다음 층의 뉴런은 저마다 가진 가중치를 이 숫자들에 하나하나 곱해서 모두 더한 다음, 간단한 함수에 통과시킵니다.",
  "how.output":
    "마지막 층은 이 일을 숫자마다 한 번씩, 모두 열 번 합니다. 그렇게 나온 점수 열 개를, 모두 더하면 1이 되는 확률로 바꾼 것이 신경망의 답이에요. 가중치는 사람이 정한 값이 아닙니다. 손글씨 숫자 60,000개를 보면서 조금씩 고쳐 나간 결과예요.",
  "how.limits":
    "이 신경망은 숫자밖에 모릅니다. 하트를 그려도 숫자 가운데 하나를, 때로는 아주 자신 있게 답해요. ‘이 중에 없음’이라는 답은 배운 적이 없으니까요.",
};
