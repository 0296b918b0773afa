// @ts-check

export const softmaxEn = {
  "softmax.title": "Softmax",
  "softmax.lead":
    "The last layer of a classifier gives one score per class. Softmax turns scores into probabilities: all between 0 and 1, and together 1.",
  "softmax.how.heading": "From scores to shares",
  "softmax.how":
    "Each score `a` becomes `eᵃ`, which is positive whatever the score is, and is then divided by the sum of all of them. A score that is larger by 1 gets a share `e` = 2.718… times as large. Change a score and watch *every* probability move: they share one whole.",
  "softmax.overflow.heading": "Where the formula breaks",
  "softmax.overflow":
    "`eᵃ` grows fast. In the 32-bit numbers of a network it is infinite from a score of 89 on, and infinity divided by infinity is no number. Add 1000 to every score above and see the naive column break down.",
  "softmax.fix":
    "The cure is to take the largest score from all of them first. Numerator and denominator are then divided by the same number, so the probabilities are the same, and the largest power is `e⁰` = 1. Only *differences* between scores matter.",
  "softmax.inference.heading": "Why a trained network can do without",
  "softmax.inference":
    "Softmax never changes the order: the largest score has the largest probability. To know only the class, you may leave it out: the last line of the numpy code below shows that the same class wins. Training needs it, because the loss is measured on probabilities.",
  "softmax.question":
    "Make the naive form break down while the safe form gives the first class a probability of exactly 0.5.",
  "softmax.answer":
    "Right. Only the differences count: with the first score equal to one other, far above the rest, the two share the whole, however large both are.",
};
