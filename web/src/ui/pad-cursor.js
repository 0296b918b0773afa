// @ts-check
import { arrowOf, isUndo } from "./keys.js";
import { colorOf } from "./picture.js";

/**
 * What the cursor draws with.
 *
 * @typedef {object} Hand
 * @property {boolean} busy whether a pointer is drawing
 * @property {boolean} drawing whether a stroke is in hand
 * @property {(x: number, y: number) => void} begin a stroke; x and y are 0 to 1
 * @property {(x: number, y: number) => void} extend the stroke in hand
 * @property {() => void} end the stroke in hand
 * @property {() => void} rest ends the stroke in hand, and tells that the hand has left the pad
 * @property {() => void} undo
 * @property {() => void} clear
 */

// The cursor goes from pixel to pixel of those that are read.
const kGrid = 28;

/**
 * The keyboard's cursor on the pad: arrow keys move it, Space is its pen, Shift with an arrow draws at once. "change" tells
 * that it moved, or that its pen went up or down.
 */
export class PadCursor extends EventTarget {
  #canvas;
  #hand;
  #x = 13;
  #y = 8;
  #shown = false;
  /** Whether the pen is down. */
  #down = false;
  /** Whether Space, which put it down, is still held. */
  #held = false;
  /** Whether the cursor moved since Space was pressed. */
  #moved = false;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Hand} hand
   */
  constructor(canvas, hand) {
    super();
    this.#canvas = canvas;
    this.#hand = hand;
    canvas.addEventListener("keydown", (event) => this.#keyDown(event));
    canvas.addEventListener("keyup", (event) => this.#keyUp(event));
    canvas.addEventListener("focus", () => this.show(canvas.matches(":focus-visible")));
    canvas.addEventListener("blur", () => {
      if (!hand.busy && hand.drawing) hand.rest();
      this.show(false);
    });
  }

  /** Where it is, counted from 1, and whether its pen is down. */
  get place() {
    return { column: this.#x + 1, row: this.#y + 1, shown: this.#shown, down: this.#down };
  }

  /** @param {boolean} shown */
  show(shown) {
    if (this.#shown === shown) return;
    this.#shown = shown;
    this.#tell();
  }

  /** Lifts the pen: the stroke in hand has ended. */
  lift() {
    if (!this.#down) return;
    this.#down = this.#held = false;
    this.#tell();
  }

  /** @param {CanvasRenderingContext2D} context of a square canvas */
  paint(context) {
    if (!this.#shown) return;
    const cell = context.canvas.width / kGrid;
    const [left, top] = [this.#x * cell, this.#y * cell];
    const line = Math.max(2, cell / 5);
    context.lineWidth = line;
    // Two rings, one of them in the color of the paper, so that the cursor shows on ink as well as beside it.
    context.strokeStyle = colorOf(this.#canvas, "--paper");
    context.strokeRect(left - line, top - line, cell + 2 * line, cell + 2 * line);
    context.strokeStyle = context.fillStyle = colorOf(this.#canvas, "--accent");
    context.strokeRect(left, top, cell, cell);
    if (this.#down) context.fillRect(left, top, cell, cell);
  }

  /** @param {KeyboardEvent} event */
  #keyDown(event) {
    const arrow = arrowOf(event);
    if (isUndo(event)) this.#hand.undo();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "Delete" || event.key === "Backspace") this.#hand.clear();
    else if (event.key === "Escape" && this.#down) this.#hand.rest();
    else if (event.key === " ") this.#space(event.repeat);
    else if (arrow) this.#step(arrow, event.shiftKey);
    else return;
    event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  #keyUp(event) {
    const hand = this.#hand;
    if (event.key === " ") {
      // Held while the arrows moved, Space is a pen button; tapped, it is a switch.
      if (this.#held && this.#moved && this.#down) hand.rest();
      this.#held = false;
    } else if (event.key === "Shift" && hand.drawing && !this.#down && !hand.busy) hand.rest();
  }

  /** @param {boolean} repeat */
  #space(repeat) {
    if (repeat || this.#hand.busy) return;
    this.#shown = true;
    if (this.#down) {
      this.#hand.rest();
      return;
    }
    this.#hand.begin(...this.#middle());
    this.#down = this.#held = true;
    this.#moved = false;
    this.#tell();
  }

  /**
   * @param {readonly [right: number, down: number]} arrow
   * @param {boolean} drawing
   */
  #step([right, down], drawing) {
    const hand = this.#hand;
    if (hand.busy) return;
    const inking = this.#down || drawing;
    if (inking && !hand.drawing) hand.begin(...this.#middle());
    this.#x = Math.max(0, Math.min(kGrid - 1, this.#x + right));
    this.#y = Math.max(0, Math.min(kGrid - 1, this.#y + down));
    this.#moved = this.#shown = true;
    if (inking) hand.extend(...this.#middle());
    else hand.end();
    this.#tell();
  }

  /** @returns {[x: number, y: number]} the middle of the cursor's cell, 0 to 1 */
  #middle() {
    return [(this.#x + 0.5) / kGrid, (this.#y + 0.5) / kGrid];
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}
