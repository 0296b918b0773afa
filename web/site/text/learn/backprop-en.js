// @ts-check

export const backpropEn = {
  "learn.backprop.title": "Backpropagation",
  "learn.backprop.lead":
    "To learn, a network has to know for every weight: if it were a little larger, how would the error change? Backpropagation answers this for all weights at once, by going through the network backward.",
  "learn.backprop.how.heading": "One training step, number by number",
  "learn.backprop.how":
    "Two inputs, two hidden neurons, two outputs, eight weights, no biases, sigmoid in both layers. For the inputs 0.1 and 0.2, the outputs should be 0.4 and 0.6. They are not: the error `E = ½ Σ (t − o)²` is 0.02397190, where `t` are the targets and `o` the outputs.",
  "learn.backprop.steps":
    "Press *Step* and read along. The numbers go forward, the error is computed, then each weight gets its derivative, from the last layer back to the first. At the end all weights are updated, and the error is computed again. Press the name of a weight in the table to see its derivation again.",
  "learn.backprop.chain.heading": "The chain rule",
  "learn.backprop.chain":
    "The weight `w₅` affects the error through two things: the sum `z₃` and the output `o₁`. The chain rule multiplies the three derivatives on the way: `∂E/∂w₅ = (o₁ − t₁) · o₁(1 − o₁) · h₁`. That is the error by the output, the output by the sum, and the sum by the weight.",
  "learn.backprop.hidden":
    "A weight of the first layer affects the error in two ways, one through each output. The derivatives of both ways are added. This is why we go backward: `∂E/∂z₃` and `∂E/∂z₄` are already known from the last layer and are used again. It works the same way in a network of a hundred layers.",
  "learn.backprop.check.heading": "How to check a derivative",
  "learn.backprop.check":
    "There is a second way to compute a derivative, without the chain rule: move the weight a little up and a little down, compute both errors, and divide their difference by the distance. That is the numerical derivative in the table; `Δ` is the difference between the two. It costs two forward passes for *every* weight, so nobody trains with it, but it reveals a wrong formula at once.",
  "learn.backprop.update.heading": "Updating the weights",
  "learn.backprop.update":
    "Each weight moves against its derivative: `w ← w − η · ∂E/∂w`, where `η` is the learning rate. With `η` = 0.5 one training step reduces the error from 0.02397190 to 0.02323634. Take 100 more and watch it fall. The derivative does not tell how large a step may be: it only knows the slope at the current point.",
  "learn.backprop.question":
    "Start again with *First numbers*. Find a learning rate with which the very first training step brings the error below 0.001.",
  "learn.backprop.answer":
    "Right. A learning rate near 30 almost reaches the target, because the slope is gentle here. Try 100: the step goes too far, and the error is larger than before. For other data a learning rate of 30 would be far too large, so it always has to be tried out.",
};
