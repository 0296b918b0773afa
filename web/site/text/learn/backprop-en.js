// @ts-check

export const backpropEn = {
  "backprop.title": "Backpropagation",
  "backprop.lead":
    "A network learns by asking of every weight: if you were a little larger, how would the error change? Backpropagation answers that for all weights at once, going through the network backwards.",
  "backprop.how.heading": "One step, number by number",
  "backprop.how":
    "Two inputs, two hidden neurons, two outputs, eight weights, no biases, sigmoid everywhere. The inputs 0.1 and 0.2 should give 0.4 and 0.6. They do not: the error `E = ½ Σ (t − o)²` is 0.02397190.",
  "backprop.steps":
    "Press *Step* and read along. The numbers go forward, the error is taken, then each weight gets its derivative, from the last layer back to the first. At the end all weights move and the error is taken once more. The name of a weight in the table brings its calculation back.",
  "backprop.chain.heading": "The chain rule",
  "backprop.chain":
    "Between `w₅` and the error stand two things: the sum `z₃` and the output `o₁`. The chain rule multiplies how each changes with the one before: `o₁ − t₁` for the error, `o₁(1 − o₁)` for the sigmoid, and `h₁`, because that is what `w₅` is multiplied with.",
  "backprop.hidden":
    "A weight of the first layer has two ways to the error, one through each output. The derivatives of both ways are added, and this is why one goes backwards: `∂E/∂z₃` and `∂E/∂z₄` are already known from the last layer and are used again. A network of a hundred layers is no different.",
  "backprop.check.heading": "How to be sure",
  "backprop.check":
    "There is a second way to a derivative, which needs no rule: move the weight a little up and a little down, take both errors, and divide their difference by the distance. That is the numerical gradient in the table; `Δ` is how far the two are apart. It costs two forward passes for *every* weight, so nobody trains with it, but it finds a wrong formula at once.",
  "backprop.update.heading": "The step",
  "backprop.update":
    "Each weight goes against its derivative, by the learning rate `η` times as much. With `η` = 0.5 one step takes the error from 0.02397190 to 0.02323634. Take 100 more and watch it fall. How large a step may be, the derivative does not say: it only knows the slope right here.",
  "backprop.question":
    "Start again with *First numbers*. Find a learning rate with which the very first step brings the error below 0.001.",
  "backprop.answer":
    "Right. A rate near 30 nearly hits it, because the slope is gentle here. Try 100: the step goes too far, and the error is larger than before. On other data the same rate of 30 would be far too large, which is why it has to be tried.",
};
