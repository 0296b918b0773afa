// @ts-check
// Draws the same 7, made of two lines, on every drawing page of coldstart.js.
import { answer } from "./answer.js";

const kLine = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.45, 0.8],
];

let whole = false;

/** Draws on a canvas with pointer events, as a mouse does. @param {HTMLCanvasElement} canvas */
export function drawOn(canvas) {
  const box = canvas.getBoundingClientRect();
  const send = (/** @type {string} */ type, /** @type {number[]} */ [x, y], buttons = 1) =>
    canvas.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        composed: true,
        isPrimary: true,
        pointerId: 1,
        pointerType: "mouse",
        button: 0,
        buttons,
        clientX: box.left + x * box.width,
        clientY: box.top + y * box.height,
      }),
    );
  send("pointerdown", kLine[0]);
  send("pointermove", kLine[1]);
  whole = true;
  send("pointermove", kLine[2]);
  send("pointerup", kLine[2], 0);
}

/** @param {ArrayLike<number>} probabilities for the ten digits; reported once the digit is complete */
export function tell(probabilities) {
  if (whole) answer(probabilities);
}
