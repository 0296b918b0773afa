// @ts-check

/** @type {Record<keyof typeof import("./en.js").en, string>} */
export const ko = {
  "page.title": "숫자 그려 보기 · Glia",
  "page.skip": "그림판으로 바로 가기",
  "page.language": "언어",
  "page.pages": "페이지",
  "page.draw": "그리기",
  "page.train": "학습",
  "page.learn": "배우기",
  "page.heading": "숫자를 그려 보세요",
  "page.lead":
    "그리는 동안 작은 신경망이 바로바로 읽어 줘요. 모든 계산은 이 페이지 안에서 이루어지고, 그림은 기기 밖으로 나가지 않아요.",
  "page.footer": "Glia, 웹 페이지 안에서 움직이는 신경망.",

  "samples.heading": "신경망이 처음 보는 손글씨를 넣어 볼 수도 있어요",
  "samples.heading.clothes": "신경망이 처음 보는 사진을 골라 보세요",
  "samples.one": "손글씨 {digit}",
  "samples.more": "다른 그림",

  "why.note":
    "픽셀 하나의 기여도는 ‘그 자리의 잉크 × 기울기’예요. 기울기는 그 자리의 잉크가 더 진해질 때 답의 점수가 얼마나 빨리 오르는지 나타내요. 빈 종이의 기여도는 0이에요.",

  "sees.note":
    "그린 부분만 잘라 내 20 × 20 픽셀에 맞추고, 무게중심이 28 × 28의 한가운데에 오도록 옮겨요. 신경망이 배운 숫자들도 똑같이 다듬은 것이에요. 그림 아래에는 신경망이 그 단계의 그림을 받았다면 했을 답이 나와요.",
  "sees.note.clothes":
    "그림판을 28 × 28 픽셀로 줄이기만 해요. 신경망이 배운 옷 사진들은 처음부터 네모를 꽉 채우고 있거든요.",

  "nearest.heading": "학습에 쓴 숫자 가운데 가장 닮은 셋",
  "nearest.distance": "거리 {distance}",
  "nearest.note":
    "학습용 숫자 10,000개 가운데 픽셀 784개의 차이가 가장 작은 셋이에요. 신경망이 이 그림들을 찾아보는 건 아니에요. 신경망에는 가중치만 남아 있어요.",

  "layers.note":
    "네모 하나가 은닉층의 뉴런 하나예요. 네모가 클수록 출력이 커요. 속이 빈 네모는 출력이 0보다 작다는 뜻이에요.",
  "layers.unit": "{count}개 중 {unit}번 뉴런: {value}",
  "layers.choose": "{index}층의 뉴런",
  "layers.hint": "네모를 가리키거나 방향키를 누르면 값을 읽을 수 있어요.",
  "layers.none": "은닉층이 없는 신경망이에요. 픽셀에서 곧바로 답을 내요.",
  "maps.label": "{index}층의 특징 맵",
  "maps.one": "특징 맵 {count}장 중 {map}번",
  "layer.dense": "뉴런 {units}개, {activation}",
  "layer.conv2d": "합성곱, {rows} × {columns} 필터 {units}개, {activation}",
  "layer.maxPool2d": "최대 풀링, {rows} × {columns}마다 가장 큰 값",
  "layer.avgPool2d": "평균 풀링, {rows} × {columns}마다 평균",
  "layer.globalAvgPool2d": "전역 평균 풀링, 특징 맵 {units}장의 평균",
  "layer.flatten": "숫자 {units}개를 한 줄로",
  "layer.activation": "{activation} 활성화",
  "layer.other": "{type}",
  "layers.note.maps":
    "그림 한 장이 특징 맵 하나예요. 필터가 찾는 무늬가 층의 입력 어디에 있는지 보여 줘요. 아래에 붙은 작은 그림이 그 필터예요. 맵을 여러 장 보는 필터라면 가장 강한 한 겹을 보여 줘요. 파란색은 0보다 큰 값, 주황색은 0보다 작은 값이에요. 하나를 고르면 크게 보이고, 그 뒤의 숫자들도 볼 수 있어요.",

  "inspect.heading": "{index}층, 특징 맵 {count}장 중 {map}번",
  "inspect.close": "닫기",
  "inspect.map": "특징 맵 {map}번, {height} × {width} 픽셀",
  "inspect.picture": "입력. 테두리 친 부분을 써요",
  "inspect.channel": "입력 맵 {count}장 중 {channel}번. 테두리 친 부분을 써요",
  "inspect.keys": "특징 맵의 픽셀을 누르거나 방향키로 골라 보세요. Esc 키를 누르면 닫혀요.",
  "inspect.keys.channels":
    "특징 맵의 픽셀을 누르거나 방향키로 골라 보세요. Page Up과 Page Down 키로 입력 맵을 고르고, Esc 키로 닫아요.",
  "inspect.outside": "점선 칸은 그림 바깥이고, 0으로 쳐요.",
  "inspect.outside.pool": "점선 칸은 그림 바깥이고, 계산에 넣지 않아요.",
  "inspect.patch": "입력",
  "inspect.filter": "필터",
  "inspect.products": "곱",
  "inspect.sum": "곱의 합",
  "inspect.sum.channel": "이 곱들의 합 ({channel}번 맵)",
  "inspect.sum.all": "맵 {count}장 전체의 합",
  "inspect.bias": "편향",
  "inspect.total": "편향을 더한 값",
  "inspect.bent": "{activation}{을/를} 거친 값",
  "inspect.largest": "{count}개 가운데 가장 큰 값",
  "inspect.mean": "{count}개의 평균",
  "inspect.value": "신경망이 계산한 값",
  "inspect.rounded": "모든 수는 소수점 아래 셋째 자리까지 반올림했어요.",
  "inspect.channels": "입력 맵",
  "inspect.channels.note": "필터는 입력 맵마다 한 겹씩 있어요. 맵을 고르면 그 곱들이 보여요. 아래 숫자가 그 합이에요.",
  "inspect.part": "{channel}번 맵: 곱의 합 {sum}",
  "inspect.blank": "{row}행 {column}열",
  "inspect.say": "{row}행 {column}열: 곱의 합은 {sum}, 편향 {bias}{을/를} 더하면 {total}. 특징 맵의 값은 {value}.",
  "inspect.say.nobias": "{row}행 {column}열: 곱의 합은 {sum}. 특징 맵의 값은 {value}.",
  "inspect.say.largest": "{row}행 {column}열: 가장 큰 값은 {result}. 특징 맵의 값은 {value}.",
  "inspect.say.mean": "{row}행 {column}열: 평균은 {result}. 특징 맵의 값은 {value}.",
  "inspect.say.value": "{row}행 {column}열: {value}.",

  "model.heading": "신경망 고르기",
  "model.choose": "어떤 신경망으로 읽을까요?",
  "model.cnn": "합성곱 신경망",
  "model.cnn.note":
    "작은 필터로 획을 먼저 찾은 다음 답을 정해요. 여기서 가장 정확하고, 모를 때 모른다고 할 수 있는 것은 이 신경망뿐이에요.",
  "model.mlp": "기본 신경망",
  "model.mlp.note": "뉴런 128개짜리 은닉층 하나. 빠르고 대체로 잘 맞혀요.",
  "model.book": "책에 나오는 신경망",
  "model.book.note": "뉴런 50개, 100개짜리 은닉층 둘에 시그모이드. 입문서에서 흔히 만드는 모양이에요.",
  "model.fashion": "숫자 대신 옷",
  "model.fashion.note": "열 가지 옷과 신발을 구별하는 합성곱 신경망이에요(Fashion-MNIST).",
  "model.taught": "내가 가르친 신경망",
  "model.taught.note": "이 페이지에서 내 손글씨로 가르쳤어요.",
  "model.own": "내 파일: {name}",
  "model.own.note": "내 기기에서 열었고, 이 페이지 안에만 있어요.",
  "model.open": "모델 파일 열기…",
  "model.open.note": "Glia가 저장한 .safetensors 파일을 열 수 있어요. 이 페이지 아무 데나 끌어다 놓아도 돼요.",
  "model.drop": "여기에 놓으면 이 모델로 읽어요",
  "model.layers": "층",
  "model.parameters": "매개변수",
  "model.accuracy": "MNIST 시험용 숫자 10,000개 정확도",
  "model.accuracy.clothes": "Fashion-MNIST 시험용 사진 10,000장 정확도",
  "model.bytes": "파일 크기",
  "model.kilobytes": "{size}kB",
  "model.unknown": "알 수 없음",

  "trouble.close": "닫기",
  "trouble.file": "{name} 파일은 쓸 수 없어요. 지금 쓰던 신경망은 그대로 있어요.",
  "trouble.format": "Glia가 저장한 모델 파일이 아니거나, 파일이 손상됐어요.",
  "trouble.more": "자세한 내용 (영어)",
  "trouble.fetch": "신경망을 불러오지 못했어요. 인터넷 연결을 확인하고 페이지를 새로 고쳐 주세요.",
  "trouble.missing": "서버에 {file} 파일이 없어요(상태 코드 {status}).",
  "trouble.wasm":
    "이 브라우저에서 WebAssembly를 시작하지 못했어요. 신경망은 WebAssembly로 움직이니, 최신 브라우저를 쓰거나 WebAssembly를 허용하도록 설정해 주세요.",
  "trouble.input": "입력이 {inputs}개인 모델이에요. 이 페이지의 그림은 784개(28 × 28 픽셀)의 숫자예요.",
  "trouble.output": "출력이 {outputs}개인 모델이에요. 숫자마다 하나씩, 열 개여야 해요.",
  "trouble.probabilities": "출력 열 개가 확률이 아니에요. 마지막 층이 softmax여야 해요.",

  "data.fetch": "데이터를 불러오지 못했어요. 인터넷 연결을 확인하고 다시 시도해 주세요.",
  "data.missing": "서버에 {file} 파일이 없어요(상태 코드 {status}).",

  "how.heading": "어떻게 읽을까요?",
  "how.pixels":
    "신경망에게 그림은 숫자 784개예요. 픽셀마다 하나씩, 종이는 0, 잉크는 1, 회색은 그 사이의 값이에요. 합성곱 층은 작은 필터를 그 위에서 조금씩 옮겨 가요. 필터는 자리마다 바로 밑의 숫자 몇 개에 가중치를 곱해서 모두 더한 다음, 활성화 함수에 통과시켜요. 필터가 찾는 무늬가 어디에 있는지 나타낸 것이 특징 맵이고, 다음 층의 필터는 그 맵들을 모두 살펴봐요. 풀링은 맵을 더 작게 줄여요.",
  "how.output":
    "마지막 층은 찾아낸 것들의 가중합을 숫자마다 하나씩, 모두 열 개 계산해요. 이 점수 열 개를, 모두 더하면 1이 되는 확률로 바꾼 것이 신경망의 답이에요. 가중치는 사람이 정한 값이 아니에요. 손글씨 숫자 60,000개를 보면서 조금씩 고쳐 나간 결과예요. 기본 신경망에는 필터가 없어요. 뉴런 하나하나가 모든 픽셀을 한꺼번에 봐요.",
  "how.limits":
    "아는 것은 숫자 열 개뿐이에요. 합성곱 신경망은 낙서, 가위표, 글자처럼 숫자가 아닌 그림도 보면서 배웠기 때문에 잘 모르겠다고 답할 수 있어요. 그래도 숫자와 꽤 닮은 모양에는 속아요. 기본 신경망은 그런 그림을 본 적이 없어요. 하트를 그려도 숫자 가운데 하나를, 때로는 아주 자신 있게 답해요.",
};
