// @ts-check

export const softmaxEn = {
  "learn.softmax.title": "Softmax",
  "learn.softmax.lead":
    "The last layer of a classifier outputs one score per class. Softmax turns these scores into probabilities: each lies between 0 and 1, and they add up to 1.",
  "learn.softmax.how.heading": "From scores to probabilities",
  "learn.softmax.how":
    "Each score `a` becomes `eᵃ`, which is always positive, and is then divided by the sum of all of these powers. If one score is 1 above another, its probability is `e` = 2.718… times the other's. Change a score and see *every* probability change, because they always add up to 1.",
  "learn.softmax.overflow.heading": "Where the formula overflows",
  "learn.softmax.overflow":
    "`eᵃ` grows fast. In the 32-bit numbers of a network it overflows to infinity from a score of 89 on (numpy's own 64-bit numbers last until 709), and infinity divided by infinity is NaN, “not a number”. Add 1000 to every score above and see the naive column fail.",
  "learn.softmax.fix":
    "The remedy is to subtract the largest score from all of them first. This divides the numerator and the denominator by the same number, so the probabilities stay the same, and the largest power is `e⁰` = 1. Only *differences* between scores matter.",
  "learn.softmax.inference.heading": "Why a trained network does not need it",
  "learn.softmax.inference":
    "Softmax never changes the order: the largest score has the largest probability. If you only want to know the class, you can leave softmax out: the last line of the numpy code below shows that the class stays the same. Training needs it, because the loss is computed from probabilities.",
  "learn.softmax.question":
    "Make the naive form fail while the safe form gives the first class a probability of exactly 0.5.",
  "learn.softmax.answer":
    "Right. Only differences count: if the first score equals one other score and both are far above the rest, each gets one half, however large the scores are.",
};
