// @ts-check

/** @type {Record<keyof typeof import("./embed-en.js").embedEn, string>} */
export const embedKo = {
  "embed.title": "그림 넣기 · Glia",
  "embed.heading": "내 글에 그림 넣기",
  "embed.lead":
    "그림을 고르고 설정한 다음 태그를 복사하세요. 계산은 읽는 사람의 브라우저에서 하니, 서버는 페이지만 보내 주면 돼요.",
  "embed.choices": "그림 고르기",
  "embed.figure": "그림",
  "embed.language": "그림의 언어",
  "embed.language.auto": "자동",
  "embed.language.note": "자동이면 그림을 둘러싼 페이지의 언어를 따르고, 그것도 없으면 읽는 사람의 브라우저를 따라요.",
  "embed.reset": "기본값으로",
  "embed.refused": "쓸 수 없는 값이에요. 그림은 앞의 값을 그대로 써요.",
  "embed.preview": "미리 보기",
  "embed.preview.note": "직접 움직여 볼 수 있어요. 그림에서 바꾼 값은 옵션에 있으면 태그에도 담겨요.",
  "embed.tag": "태그",
  "embed.copy": "복사",
  "embed.copied": "복사했어요.",
  "embed.uncopied": "브라우저가 복사를 막았어요. 직접 선택해서 복사해 주세요.",
  "embed.form": "스크립트를 불러오는 방법",
  "embed.form.module": "모듈로. 대부분은 이쪽이 맞아요. 한 페이지에 그림이 여럿이어도 스크립트는 하나면 돼요.",
  "embed.form.plain":
    "일반 스크립트로. 파일로 바로 여는 페이지이거나, 스크립트를 둔 서버가 CORS 헤더를 보내지 않을 때 쓰세요.",
  "embed.policy":
    "콘텐츠 보안 정책(CSP)이 있는 페이지라면 스크립트의 출처와 WebAssembly를 허용해야 해요. 그림이 워커에서 학습하려면 `blob:` 워커도 허용하세요.",
  "embed.more":
    "색과 글꼴은 `--glia-accent` 같은 CSS 변수로, 그림의 부분은 `::part(figure)`로 꾸밀 수 있어요. 속성, 이벤트, CSS 변수는 모두 [명세 파일](dist/custom-elements.json)에 적혀 있어요.",
  "embed.fallback": "움직이는 그림: {title}. 자바스크립트가 필요해요.",

  "embed.title.activation": "활성화 함수",
  "embed.title.backprop": "오차역전파 한 번",
  "embed.title.boundary": "두 클래스를 가르는 경계",
  "embed.title.descent": "최적화 기법 경주",
  "embed.title.dot": "행렬의 곱",
  "embed.title.draw": "손글씨 읽기",
  "embed.title.forward": "숫자로 따라가는 작은 신경망",
  "embed.title.neuron": "뉴런 하나",
  "embed.title.softmax": "소프트맥스",
  "embed.title.train": "학습",
};
