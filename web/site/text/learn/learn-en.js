// @ts-check
// What every lesson says in English; the same keys as in learn-ko.js.

export const learnEn = {
  "learn.all": "All lessons",
  "learn.neuron": "The neuron and its threshold",
  "learn.activation": "Activation functions",
  "learn.matrix": "Matrices",
  "learn.forward": "A network of three layers",
  "learn.softmax": "Softmax",
  "learn.digits": "Reading digits",
  "learn.backprop": "Backpropagation",
  "learn.descent": "Gradient descent",
  "learn.around": "Previous and next lesson",
  "learn.before": "Previous",
  "learn.after": "Next",
  "learn.question": "Your turn",
  "learn.open": "Not solved yet. Change the figure above; this line tells you when it is right.",
  "learn.solved": "Solved.",
  "learn.code": "In code",
  "learn.code.note": "The values on the right belong to the figure as it is now.",
  "learn.numpy": "numpy",
  "learn.glia": "Glia",
  "learn.copy": "Copy",
  "learn.copy.label": "Copy the {name} code",
  "learn.copied": "Copied.",
  "learn.uncopied": "The browser did not allow copying. Please select the lines and copy them.",
};
