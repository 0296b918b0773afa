// @ts-check
/** The lessons in their order: the names of their pages. */
export const kLessons = ["neuron", "activation", "matrix", "forward", "softmax", "digits", "backprop", "descent"];
