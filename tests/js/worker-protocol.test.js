// @ts-check
// The messages between the page and a training worker, and the gate that controls a run.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as library from "../../web/src/index.js";
import { decodeError, encodeError } from "../../web/src/train/protocol.js";
import { drive, Gate, Unread } from "../../web/src/train/steering.js";

/** @typedef {import("../../web/src/train/protocol.js").Progress} Progress */

/** An error sent and received as a message. @param {unknown} error */
const sent = (error) => decodeError(structuredClone(encodeError(error)));

test("Glia's errors keep their class and every field; the stack becomes the cause", () => {
  const refusal = { got: "NaN", expected: "a number", where: "layers[1]" };
  for (const name of /** @type {const} */ (["GliaError", "ShapeError", "FormatError", "SpecError", "DisposedError"])) {
    const error = new library[name](refusal);
    const copy = /** @type {import("../../web/src/index.js").GliaError} */ (sent(error));
    assert.equal(copy.constructor, library[name]);
    assert.equal(copy.name, name);
    assert.equal(copy.message, error.message);
    assert.deepEqual([copy.got, copy.expected, copy.where], ["NaN", "a number", "layers[1]"]);
    assert.equal(copy.cause, error.stack);
  }
  const copy = sent(new library.DivergedError({ ...refusal, layer: null, step: 12, value: -Infinity }));
  assert.ok(copy instanceof library.DivergedError);
  assert.deepEqual([copy.layer, copy.step, copy.value], [null, 12, -Infinity]);
});

test("nested errors are described in the cause", () => {
  const error = new library.GliaError({
    got: "a refusal",
    expected: "leave",
    where: "engine",
    cause: new TypeError("no memory"),
  });
  assert.match(String(sent(error).cause), /GliaError: engine[^]*Caused by: TypeError: no memory/);
});

test("other errors keep their names; other thrown values become errors", () => {
  const native = sent(new RangeError("too long"));
  assert.ok(native instanceof RangeError);
  assert.equal(native.message, "too long");
  const abort = sent(new DOMException("over", "AbortError"));
  assert.deepEqual([abort.name, abort.message], ["AbortError", "over"]);
  for (const thrown of ["a string", 7, null, undefined]) assert.equal(sent(thrown).message, String(thrown));
});

/** @param {number} epoch @param {number} step @returns {Progress} */
const at = (epoch, step) => /** @type {any} */ ({ epoch, step, steps: 3 });

test("unread progress: the end of every epoch and the latest step, oldest first", () => {
  const unread = new Unread();
  for (const [epoch, step] of [
    [1, 1],
    [1, 2],
    [1, 3],
    [2, 1],
    [2, 3],
    [3, 1],
    [3, 2],
  ]) {
    unread.put(at(epoch, step));
  }
  assert.deepEqual(
    [1, 2, 3, 4].map(() => unread.take()),
    [at(1, 3), at(2, 3), at(3, 2), undefined],
  );
  unread.put(at(3, 3));
  unread.put(at(4, 3));
  assert.deepEqual(unread.take(), at(3, 3));
  unread.put(at(5, 1));
  assert.deepEqual(unread.takeAll(), [at(4, 3), at(5, 1)]);
  assert.deepEqual(unread.takeAll(), []);
});

/**
 * Trains as `train` does, but without a network: it only counts steps.
 * @param {Gate} gate
 * @param {number} steps
 */
async function* counting(gate, steps) {
  for (let step = 1; step <= steps; step++) {
    while (gate.closed) await gate.opened();
    gate.stepped();
    yield at(1, step);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("a gate holds training, lets single steps through, and ends it", async () => {
  let rests = 0;
  /** @type {() => void} */
  let rested = () => {};
  const rest = () => new Promise((resolve) => (rested = () => resolve(undefined)));
  const gate = new Gate(() => {
    rests++;
    rested();
  });
  let steps = 0;
  gate.obey("pause");
  let resting = rest();
  const end = drive(counting(gate, 1000), () => steps++);
  await resting;
  assert.equal(steps, 0);
  for (let i = 1; i <= 3; i++) {
    resting = rest();
    gate.obey("step");
    await resting;
    assert.equal(steps, i);
  }
  resting = rest();
  gate.obey("step");
  gate.obey("step");
  await resting;
  assert.equal(steps, 5);
  gate.obey("pause");
  assert.equal(rests, 6, "who asks for a rest that is there is told so");
  gate.obey("resume");
  while (steps < 8) await new Promise((resolve) => setImmediate(resolve));
  gate.obey("stop");
  gate.obey("resume");
  assert.deepEqual(await end, { reason: "stopped" });
});

test("stopped while paused, training takes no further step", async () => {
  let steps = 0;
  const gate = new Gate(() => setImmediate(() => gate.obey("stop")));
  gate.obey("pause");
  assert.deepEqual(await drive(counting(gate, 10), () => steps++), { reason: "stopped" });
  assert.equal(steps, 0);
});

test("the thrown value tells how training ended", async () => {
  /** @param {unknown} error */
  const ending = (error) =>
    drive(
      (async function* () {
        yield at(1, 1);
        throw error;
      })(),
      () => {},
    );
  const refusal = { got: "a", expected: "b", where: "c" };
  const diverged = new library.DivergedError({ ...refusal, layer: null, step: 1, value: NaN });
  assert.deepEqual(await ending(diverged), { reason: "diverged", error: diverged });
  const disposed = new library.DisposedError(refusal);
  assert.deepEqual(await ending(disposed), { reason: "disposed", error: disposed });
  const other = new TypeError("x");
  assert.deepEqual(await ending(other), { reason: "failed", error: other });
  const early = async function* () {
    yield { ...at(1, 3), stopped: /** @type {const} */ ("early") };
  };
  assert.deepEqual(await drive(early(), () => {}), { reason: "early" });
});

test("glia/worker does nothing outside a worker", async () => {
  const names = Object.keys(globalThis);
  const entry = await import("../../web/src/train/worker.js");
  assert.deepEqual(Object.keys(entry), []);
  assert.deepEqual(Object.keys(globalThis), names);
});
