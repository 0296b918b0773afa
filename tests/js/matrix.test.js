// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  add,
  dot,
  identity,
  leakyRelu,
  Matrix,
  matrix,
  relu,
  ShapeError,
  sigmoid,
  softmax,
  step,
  tanh,
  transpose,
} from "../../web/src/index.js";
import * as library from "../../web/src/index.js";
import { kActivations, kFormulas } from "../../web/src/spec/activations.js";
import { numbers } from "./builds.js";

test("a matrix has a shape and returns its numbers", () => {
  const m = matrix([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  assert.ok(m instanceof Matrix);
  assert.deepEqual(m.shape, [2, 3]);
  assert.equal(m.ndim, 2);
  assert.deepEqual(m.toArray(), [
    [1, 2, 3],
    [4, 5, 6],
  ]);
  assert.deepEqual(matrix([1, 2]).shape, [2]);
  assert.deepEqual(matrix(3).shape, []);
  assert.equal(matrix(3).toArray(), 3);
  assert.deepEqual(matrix([[[1], [2]]]).shape, [1, 2, 1]);
  assert.deepEqual(matrix(Float64Array.of(1, 2)).toArray(), [1, 2]);
  assert.equal(matrix(m), m);
});

test("numbers are returned as the shortest decimals of their 32 bits", () => {
  const values = [0.1, 0.3, 1 / 3, 1e-30, 16777217, -0.7, 123456.789, 3.4028234663852886e38];
  const back = /** @type {number[]} */ (matrix(values).toArray());
  assert.deepEqual(back.slice(0, 2), [0.1, 0.3]);
  back.forEach((value, i) => assert.equal(Math.fround(value), Math.fround(values[i])));
  assert.deepEqual(matrix([Number.NaN, Infinity, -Infinity]).toArray(), [Number.NaN, Infinity, -Infinity]);
});

test("a matrix never changes", () => {
  const from = Float32Array.of(1, 2);
  const m = matrix(from);
  from[0] = 9;
  m.values[1] = 9;
  const values = Float32Array.of(1, 2);
  const made = new Matrix(values, [2]);
  values[0] = 9;
  assert.deepEqual(made.toArray(), [1, 2]);
  assert.throws(() => new Matrix(values, [3]), ShapeError);
  assert.throws(() => /** @type {any} */ (m.shape).push(3), TypeError);
  assert.deepEqual(m.toArray(), [1, 2]);
});

test("dot over random shapes is the sum of products", () => {
  const next = numbers(4);
  for (let round = 0; round < 60; round++) {
    const [M, K, N] = [0, 0, 0].map(() => 1 + Math.floor((next() + 1) * 10));
    const a = Array.from({ length: M }, () => Array.from({ length: K }, next));
    const b = Array.from({ length: K }, () => Array.from({ length: N }, next));
    const c = /** @type {number[][]} */ (dot(a, b).toArray());
    for (let i = 0; i < M; i++) {
      for (let j = 0; j < N; j++) {
        const sum = a[i].reduce((total, value, k) => total + value * b[k][j], 0);
        assert.ok(Math.abs(c[i][j] - sum) < 1e-5, `${M}, ${K}, ${N}`);
      }
    }
  }
});

test("dot in one dimension works as in numpy", () => {
  assert.equal(dot([1, 2, 3], [4, 5, 6]).toArray(), 32);
  assert.deepEqual(dot([1, 2, 3], [4, 5, 6]).shape, []);
  assert.deepEqual(
    dot(
      [
        [1, 2],
        [3, 4],
      ],
      [5, 6],
    ).toArray(),
    [17, 39],
  );
  assert.deepEqual(
    dot(
      [5, 6],
      [
        [1, 2],
        [3, 4],
      ],
    ).toArray(),
    [23, 34],
  );
});

test("dot refuses shapes that do not match", () => {
  const shapes = (/** @type {unknown} */ error) =>
    error instanceof ShapeError && /inner sizes 3 and 2/.test(error.message);
  assert.throws(() => dot([[1, 2, 3]], [[1], [2]]), shapes);
  assert.throws(() => dot([1, 2, 3], [1, 2]), shapes);
  assert.throws(() => dot(3, [1, 2]), /one or two dimensions/);
  assert.throws(() => dot([[[1]]], [[1]]), /one or two dimensions/);
});

test("add broadcasts as numpy does", () => {
  assert.deepEqual(
    add(
      [
        [1, 2],
        [3, 4],
      ],
      [10, 20],
    ).toArray(),
    [
      [11, 22],
      [13, 24],
    ],
  );
  assert.deepEqual(
    add(
      [
        [1, 2],
        [3, 4],
      ],
      [[10], [20]],
    ).toArray(),
    [
      [11, 12],
      [23, 24],
    ],
  );
  assert.deepEqual(add([1, 2, 3], 10).toArray(), [11, 12, 13]);
  assert.deepEqual(add([[1], [2], [3]], [10, 20]).toArray(), [
    [11, 21],
    [12, 22],
    [13, 23],
  ]);
  assert.deepEqual(add([[[1, 2]], [[3, 4]]], [[10], [20]]).toArray(), [
    [
      [11, 12],
      [21, 22],
    ],
    [
      [13, 14],
      [23, 24],
    ],
  ]);
  assert.equal(add(1, 2).toArray(), 3);
  assert.throws(
    () => add([1, 2, 3], [1, 2]),
    (/** @type {unknown} */ error) =>
      error instanceof ShapeError && /\(3,\) and \(2,\), where 3 meets 2/.test(error.message),
  );
});

test("transpose turns rows into columns", () => {
  assert.deepEqual(
    transpose([
      [1, 2, 3],
      [4, 5, 6],
    ]).toArray(),
    [
      [1, 4],
      [2, 5],
      [3, 6],
    ],
  );
  assert.deepEqual(transpose([1, 2]).toArray(), [1, 2]);
  assert.throws(() => transpose([[[1]]]), ShapeError);
});

test("activations on numbers, arrays and matrices", () => {
  const x = [-2, -0.5, 0, 0.5, 2];
  const expected = /** @type {const} */ ([
    [identity, (/** @type {number} */ v) => v],
    [step, (/** @type {number} */ v) => Number(v > 0)],
    [sigmoid, (/** @type {number} */ v) => 1 / (1 + Math.exp(-v))],
    [tanh, Math.tanh],
    [relu, (/** @type {number} */ v) => Math.max(0, v)],
    [leakyRelu, (/** @type {number} */ v) => (v > 0 ? v : 0.3 * v)],
  ]);
  for (const [activation, truth] of expected) {
    const y = activation([x]);
    assert.deepEqual(y.shape, [1, 5]);
    x.forEach((value, i) => {
      assert.ok(Math.abs(y.values[i] - truth(value)) < 1e-6);
      assert.ok(Math.abs(activation(value) - truth(value)) < 1e-6);
      assert.equal(activation(matrix(value)).ndim, 0);
    });
  }
  assert.ok(Math.abs(leakyRelu(-1, 0.01) + 0.01) < 1e-8);
});

test("every activation is exported, and agrees with the table of formulas and its slopes", () => {
  for (const name of kActivations) assert.equal(typeof (/** @type {any} */ (library)[name]), "function", name);
  for (const [name, { f, slope, alpha = 0 }] of Object.entries(kFormulas)) {
    for (const x of [-30, -3, -0.7, -1e-3, 1e-3, 0.4, 2, 30]) {
      const y = /** @type {any} */ (library)[name](x);
      assert.ok(Math.abs(y - f(x, alpha)) <= 1e-6 * Math.max(1, Math.abs(y)), `${name}(${x}) = ${y}`);
      const near = (f(x + 1e-5, alpha) - f(x - 1e-5, alpha)) / 2e-5;
      const exact = slope?.(f(x, alpha), alpha) ?? 0;
      assert.ok(Math.abs(exact - near) < 1e-6, `${name}′(${x}) = ${exact}, by differences ${near}`);
    }
  }
});

test("softmax works along the last dimension", () => {
  const y = softmax([
    [0, 0],
    [1000, 0],
  ]);
  assert.deepEqual(y.toArray(), [
    [0.5, 0.5],
    [1, 0],
  ]);
  assert.equal(softmax(5), 1);
});

test("ragged rows and other types are refused", () => {
  assert.throws(
    () => matrix([[1, 2], [3]]),
    (/** @type {unknown} */ error) =>
      error instanceof ShapeError && /matrix\[1\]: got 1 elements, expected 2/.test(error.message),
  );
  assert.throws(() => matrix([1, [2]]), ShapeError);
  assert.throws(() => matrix(/** @type {any} */ ([1, "2"])), /matrix\[1\]: got "2", expected a number/);
  assert.throws(() => matrix(/** @type {any} */ ({})), ShapeError);
  assert.throws(() => sigmoid(/** @type {any} */ (undefined)), ShapeError);
});

test("empty matrices are handled", () => {
  assert.deepEqual(matrix([]).shape, [0]);
  assert.deepEqual(relu([]).shape, [0]);
  assert.deepEqual(dot([[], []], []).toArray(), [0, 0]);
});
