// @ts-check

export const matrixEn = {
  "matrix.title": "Matrices",
  "matrix.lead":
    "A layer of a network multiplies each of its inputs by many weights and sums. Written as a table of numbers, all of that is a single product.",
  "matrix.product.heading": "Row times column",
  "matrix.product":
    "Each number of the product is made of one row of `a` and one column of `b`: multiply what stands in the same place, then sum. Point at a number of the product to see which row and column it comes from, and change any number to see what follows it.",
  "matrix.order":
    "The order matters. Exchange the two matrices above, number by number, and the product is another one. That is not so with numbers, where 2 × 3 is 3 × 2.",
  "matrix.shape.heading": "Shapes have to fit",
  "matrix.shape":
    "A shape is written (rows, columns). A row of `a` meets a column of `b` number by number, so `a` needs as many columns as `b` has rows: (2, *3*) and (*3*, 2) fit, and make (2, 2). The two below do not, and say so. It is the mistake that everybody makes, and the message to learn to read.",
  "matrix.question": "Change the sizes in the figure above so that there is a product, and it has the shape (2, 4).",
  "matrix.answer":
    "Right. The inner sizes have to be the same, and they vanish; the outer ones stay: (2, k) times (k, 4) is (2, 4).",
  "matrix.layer.heading": "A layer is a product",
  "matrix.layer":
    "Two inputs go into three neurons. Each neuron has a weight for each input; the weights of one neuron are one column of `b`. One row of inputs times that matrix gives all three sums at once: 5, 11 and 17.",
  "matrix.batch.heading": "A batch is one product, too",
  "matrix.batch":
    "Put several samples under each other, one a row, and the same product answers all of them. Below, two samples of four inputs go through three neurons. A hundred digits at once are the shape (100, 784); the computer likes one large product much better than a hundred small ones.",
  "matrix.bias":
    "The bias of each neuron is added to its column. The shapes (2, 3) and (3) differ, yet numpy adds them: it repeats the row for every sample, which is called *broadcasting*. The code below does it with the figure's numbers.",
};
