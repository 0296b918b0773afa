// @ts-check

export const matrixEn = {
  "learn.matrix.title": "Matrices",
  "learn.matrix.lead":
    "A layer of a network multiplies its inputs by many weights and adds up the products. Written with matrices, which are tables of numbers, all of that is a single product.",
  "learn.matrix.product.heading": "Row times column",
  "learn.matrix.product":
    "Each number of the product comes from one row of `a` and one column of `b`: multiply the numbers in the same places, then add them up. This is the *dot product* of the row and the column. Point at a number of the product to see its row and column, and change any number to see what depends on it.",
  "learn.matrix.order":
    "The order matters. Swap the two matrices above, and the product is different: (23, 34) and (31, 46). With plain numbers it makes no difference: 2 × 3 is 3 × 2.",
  "learn.matrix.shape.heading": "Shapes must match",
  "learn.matrix.shape":
    "A shape is written (rows, columns). Each row of `a` is paired with a column of `b`, number by number, so `a` needs as many columns as `b` has rows: (2, *3*) and (*3*, 2) match and give (2, 2). The two below do not, and the figure says why. Everybody gets this error sooner or later; numpy writes `shapes (2,2) and (3,2) not aligned: 2 (dim 1) != 3 (dim 0)`.",
  "learn.matrix.question": "Change the sizes in the figure above so that the product exists and has the shape (2, 4).",
  "learn.matrix.answer":
    "Right. The inner sizes must be equal, and they disappear; the outer sizes remain: (2, k) times (k, 4) is (2, 4).",
  "learn.matrix.layer.heading": "A layer is a product",
  "learn.matrix.layer":
    "Two inputs go into three neurons. Each neuron has a weight for each input; the weights of one neuron are one column of `b`. One row of inputs times that matrix gives all three sums at once: 5, 11 and 17.",
  "learn.matrix.batch.heading": "A batch is one product, too",
  "learn.matrix.batch":
    "Stack several samples, one per row, and one product computes the results of all of them. Below, two samples with four inputs each go through three neurons. A hundred digits at once have the shape (100, 784). A computer calculates one large product much faster than a hundred small ones.",
  "learn.matrix.bias":
    "The bias of each neuron is added to its column. The shapes (2, 3) and (3,) differ, yet numpy can add them: it repeats the row for every sample, which is called *broadcasting*. The code below does it with the figure's numbers.",
};
