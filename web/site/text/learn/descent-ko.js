// @ts-check

/** @type {Record<keyof typeof import("./descent-en.js").descentEn, string>} */
export const descentKo = {
  "learn.descent.title": "경사 하강법",
  "learn.descent.lead":
    "학습은 산을 내려가는 일과 닮았어요. 손실은 신경망이 얼마나 틀렸는지 알려 주고, 기울기는 어느 쪽이 오르막인지 알려 줘요. 그래서 단계마다 그 반대쪽으로 움직여요. 얼마나 멀리, 샘플을 몇 개나 보고, 어떤 규칙으로, 어디서 출발할지가 이 강의의 내용이에요.",

  "learn.descent.loss.heading": "손실이 재는 것",
  "learn.descent.loss":
    "손실은 출력 `y`를 정답 `t`와 비교해서 수 하나로 나타내요. 0이면 완벽해요. 7강의 오차 `E`도 손실이에요. 여기서는 신경망이 세 클래스 가운데 하나를 고르고, 정답은 세 번째예요. 슬라이더를 움직여서 정답 클래스에 주는 확률을 바꿔 보세요.",
  "learn.descent.loss.label": "같은 출력의 네 가지 손실",
  "learn.descent.loss.share": "정답 클래스의 확률",
  "learn.descent.loss.meanSquaredError": "평균 제곱 오차",
  "learn.descent.loss.rootMeanSquaredError": "평균 제곱근 오차",
  "learn.descent.loss.sumSquaredError": "오차 제곱합의 절반",
  "learn.descent.loss.categoricalCrossentropy": "교차 엔트로피",
  "learn.descent.loss.which":
    "제곱 손실은 답이 완전히 틀려도 별로 커지지 않아요. 교차 엔트로피는 정답 클래스의 확률이 0에 가까워지면 끝없이 커져요. 그래서 자신 있게 틀릴수록 기울기가 가팔라 크게 고칠 수 있어요. 분류에 교차 엔트로피를 쓰는 이유예요. 가격처럼 수를 예측하는 회귀에는 제곱 손실을 써요. 제곱근을 씌우면 가격과 같은 단위가 되고, ½은 미분한 식을 깔끔하게 해 줄 뿐이에요.",

  "learn.descent.rate.heading": "한 단계의 크기",
  "learn.descent.rate":
    "가장 작은 신경망 `y = w · x + b`가 점 20개에 가장 잘 맞는 직선을 배워요. 두 가중치에 따른 손실은 그릇 모양인데, `w` 쪽으로는 길고 완만하고 `b` 쪽으로는 가팔라요. 경사 하강법은 `w ← w − η · ∂L/∂w`를 되풀이하고, `b`도 똑같이 해요. 한 단계에 얼마나 움직일지는 학습률 `η`가 정해요.",
  "learn.descent.rate.three":
    "같은 곳에서 세 가지 학습률로 출발했어요. 너무 작으면 30단계 뒤에도 거의 제자리예요. 너무 크면 단계마다 반대편의 더 높은 곳으로 올라가요.",
  "learn.descent.rate.rate": "학습률",
  "learn.descent.rate.after": "30단계 뒤 손실",
  "learn.descent.rate.verdict": "판정",
  "learn.descent.rate.small": "너무 작아요: 아직 멀었어요",
  "learn.descent.rate.right": "알맞아요",
  "learn.descent.rate.large": "너무 커요: 손실이 오히려 커져요",
  "learn.descent.question":
    "위 그림에서 학습률을 바꾸고 시작을 눌러 보세요. 보통의 경사 하강법으로 30단계 안에 손실을 0.1보다 작게 만드는 학습률을 찾아보세요.",
  "learn.descent.answer":
    "맞아요. 가장 좋은 학습률은 0.93쯤이고, 더 이상 수렴하지 않는 1보다 조금 작아요. `b` 쪽에서는 한 칸 갈 때마다 기울기가 2씩 변해서, 학습률이 1이면 이쪽저쪽의 같은 높이를 오가기만 하고 멈추지 않아요. 1보다 조금 작으면 이런 흔들림이 금세 잦아들고, 완만한 `w` 쪽으로도 빨리 나아가요.",

  "learn.descent.batches.heading": "한 단계에 읽는 샘플 수",
  "learn.descent.batches":
    "*배치* 경사 하강법은 샘플을 모두 읽고 나서 한 단계를 움직여요. *확률적* 경사 하강법은 샘플 하나마다 움직여요. *미니배치*는 그 사이예요. 경주를 시작하고, 들쭉날쭉한 선과 표의 마지막 칸을 비교해 보세요.",
  "learn.descent.batches.why":
    "같은 단계에서 보면 손실이 서로 비슷한데, 확률적 경사 하강법은 샘플을 20분의 1만 읽었어요. 대신 방향이 평균적으로만 맞아서 이리저리 헤매고, 바닥 근처에 가도 가만히 있지 못해요. 미니배치는 이런 흔들림을 줄여 줘요. 또 미니배치 하나를 행렬곱 한 번으로 끝낼 수 있어서 컴퓨터가 빠르게 계산해요. 순서를 새로 섞어 모든 샘플을 한 번씩 보는 것을 한 *에폭*이라고 해요.",

  "learn.descent.optimizers.heading": "한 단계의 규칙",
  "learn.descent.optimizers":
    "보통의 경사 하강법은 모든 가중치에 학습률 하나를 써요. 가파른 쪽이 학습률의 한계를 정해서 완만한 쪽으로는 천천히 나아가요. 다른 방법들은 이 문제를 저마다 다르게 풀어요. `g`는 기울기예요. 이렇게 단순한 그릇에서는 모두 바닥 가까이 가니, 지나온 길을 비교해 보세요.",
  "learn.descent.optimizers.momentum":
    "모멘텀: `v ← 0.9 · v + g` 다음에 `w ← w − η · v`. 공처럼 굴러요. 골짜기를 따라 속도가 붙고, 그래서 끝을 지나치기도 해요.",
  "learn.descent.optimizers.adagrad":
    "AdaGrad: `h ← h + g²` 다음에 `w ← w − η · g / √h`. 가중치마다 학습률이 따로 있고, 기울기가 컸던 가중치일수록 작아져요. 이 학습률은 줄어들기만 해요.",
  "learn.descent.optimizers.rmsprop":
    "RMSProp: `h ← 0.9 · h + 0.1 · g²`. AdaGrad와 같지만 오래된 기울기를 잊어서 멈춰 서지 않아요. 바닥 근처에서 흔들리기도 해요.",
  "learn.descent.optimizers.adam":
    "Adam: 모멘텀처럼 `g` 대신 `g`의 평균을 쓰고, RMSProp처럼 `g²`의 평균에 제곱근을 씌워 나눠요. 두 평균이 0에서 출발한 것도 바로잡아요.",

  "learn.descent.first.heading": "출발점",
  "learn.descent.first":
    "은닉 뉴런이 세 개인 신경망 셋이 두 겹 고리로 놓인 점을 구분하는 법을 배워요. 첫째는 가중치가 모두 0, 둘째는 모두 1, 셋째는 무작위로 시작해요. 학습시키고 각 표에서 세 뉴런을 비교해 보세요. `w₁`, `w₂`, `b`는 은닉 뉴런으로 들어오고 `v`는 출력으로 나가요.",
  "learn.descent.first.label": "은닉 뉴런의 가중치",
  "learn.descent.first.zeros": "모두 0",
  "learn.descent.first.ones": "모두 1",
  "learn.descent.first.random": "무작위",
  "learn.descent.first.neuron": "{n}번",
  "learn.descent.first.train": "500단계 학습",
  "learn.descent.first.again": "처음부터",
  "learn.descent.first.steps": "지금까지 {steps}단계",
  "learn.descent.first.equal": "세 뉴런이 비트 하나까지 똑같아요.",
  "learn.descent.first.different": "뉴런이 서로 달라요.",
  "learn.descent.first.result": "손실 {loss}, 정확도 {accuracy}",
  "learn.descent.first.why":
    "가중치가 같은 뉴런은 같은 값을 내고, 그래서 같은 기울기를 받아 똑같이 움직여요. 아무리 오래 학습해도 달라지지 않아요. 뉴런 셋이 하나 몫밖에 못 하고, 하나로는 고리를 둘러쌀 수 없어요. 처음 가중치가 서로 달라야 하고, 무작위로 정하는 것이 가장 쉬워요.",

  "learn.descent.cancer.heading": "진짜 데이터에서",
  "learn.descent.cancer":
    "종양 569개를 30가지로 잰 값이 있고, 양성인지 악성인지 알아요. 은닉 뉴런이 열 개인 신경망이 데이터의 5분의 4로 학습하고, 나머지 5분의 1로 정확도를 재요. 모든 방법의 처음 가중치와 배치는 같아요. 값은 먼저 항목마다 평균 0, 표준편차 1로 표준화해요. 그러지 않으면 값이 수백에 이르는 면적 같은 항목 때문에 한 방향만 훨씬 가팔라져요.",
  "learn.descent.cancer.compare":
    "이 정도면 잘한 걸까요? scikit-learn의 `MLPClassifier`와 비교해 볼게요. 아래에서는 같은 신경망을 보통의 경사 하강법과 L2 규제 0.01로, 서로 다른 서른 가지 분할에서 학습해요. 시험 샘플이 114개뿐이라 분할 하나로는 알 수 있는 게 적거든요.",
  "learn.descent.cancer.label": "서른 가지 분할의 평균 정확도",
  "learn.descent.cancer.kind": "방법",
  "learn.descent.cancer.settings": "설정",
  "learn.descent.cancer.setting": "학습률 {rate}, {epochs}에폭",
  "learn.descent.cancer.ours": "Glia, 이 페이지에서",
  "learn.descent.cancer.theirs": "scikit-learn",
  "learn.descent.cancer.stochastic": "확률적",
  "learn.descent.cancer.mini": "미니배치 32개",
  "learn.descent.cancer.batch": "배치",
  "learn.descent.cancer.yet": "학습 전",
  "learn.descent.cancer.done": "{splits}개 중 {done}개",
  "learn.descent.cancer.train": "서른 가지 분할로 학습",
  "learn.descent.cancer.stop": "멈춤",
  "learn.descent.cancer.source":
    "scikit-learn 1.2.1의 값은 같은 서른 가지 분할에서 같은 학습률과 에폭으로 `tests/js/cancer-scikit.py`를 돌려 쟀어요. scikit-learn은 L2 규제를 배치 크기로 나누지만 Glia는 나누지 않아요. 그래서 전체 배치에서는 Glia의 규제가 더 강하고 정확도가 낮아요. scikit-learn이 스스로 나눈 다섯 분할에서는 97.4%, 98.2%, 98.1%가 나왔는데, 다섯 분할의 평균은 0.7%p쯤 달라질 수 있어요. 데이터는 [UCI](https://doi.org/10.24432/C5DW2B)에서 왔어요.",
};
