// @ts-check
import { lastSheet, Sheet } from "./ink.js";
import { colourOf } from "./picture.js";

/*
 * The pad: a square canvas on which a person draws with mouse, finger, pen or keyboard. It knows ink, and nothing of
 * what reads it.
 *
 *   "change"  the ink is different from before; at most once a frame, also in the middle of a stroke
 *   "rest"    after a change, when the hand has left the pad
 *   "cursor"  the keyboard's cursor moved, or its pen went up or down
 */

/** @typedef {import("./ink.js").Mark} Mark */
/** @typedef {import("./ink.js").Stroke} Stroke */

// Ten pixels for each of the 28 that are read, whatever the screen: the same drawing reads the same everywhere.
const kSheet = 280;
const kGrid = 28;

// What an eraser's soft edge leaves behind is no ink, though it would stretch the ink's box.
const kResidue = 32;

// Undo reaches back over this many marks that a clear or a picture has since covered.
const kMemory = 200;

// When a second finger comes, a stroke younger or shorter than this was the first half of a pinch, and not ink.
const kYoung = { milliseconds: 250, points: 10 };

/** @type {Record<string, [number, number]>} */
const kArrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Whether a key asks to take back. Where the key types no Latin letter (Korean, Russian, an input method at work) its
 * place on the keyboard counts.
 *
 * @param {KeyboardEvent} event
 */
export function isUndo({ key, code, ctrlKey, metaKey, shiftKey, altKey }) {
  if (!(ctrlKey || metaKey) || shiftKey || altKey) return false;
  return /^[a-z]$/i.test(key) ? key.toLowerCase() === "z" : code === "KeyZ";
}

export class Pad extends EventTarget {
  /** @type {HTMLCanvasElement} */ #canvas;
  /** @type {Sheet} */ #view;
  /** @type {Sheet} */ #sheet;
  /** Those that are finished. @type {Mark[]} */ #marks = [];
  /** The one in hand. @type {Stroke | null} */ #stroke = null;
  /** What the marks come to, until they change. @type {{ data: Uint8Array, blank: boolean } | null} */ #read = null;
  /** Whether there was no ink when the stroke in hand began. */
  #onBlank = true;
  /** @type {{ id: number, type: string, since: number } | null} */ #pointer = null;
  #eraser = false;
  #frame = 0;
  #changed = false;
  #rested = false;
  /** A pinch may have its other finger beside the pad. */
  #onOther = (/** @type {PointerEvent} */ event) => this.#join(event);
  #cursor = { x: 13, y: 8, shown: false, down: false, held: false, moved: false };

  /** @param {HTMLCanvasElement} canvas a square of any size; CSS gives it one, and `touch-action: none` */
  constructor(canvas) {
    super();
    const sheet = document.createElement("canvas");
    sheet.width = sheet.height = kSheet;
    this.#canvas = canvas;
    this.#view = new Sheet(canvas);
    this.#sheet = new Sheet(sheet, { willReadFrequently: true });

    canvas.addEventListener("pointerdown", (event) => this.#press(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", (event) => this.#lift(event));
    canvas.addEventListener("lostpointercapture", (event) => this.#lift(event));
    canvas.addEventListener("pointercancel", (event) => this.#cancel(event));
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    canvas.addEventListener("keydown", (event) => this.#keyDown(event));
    canvas.addEventListener("keyup", (event) => this.#keyUp(event));
    canvas.addEventListener("focus", () => this.#showCursor(canvas.matches(":focus-visible")));
    canvas.addEventListener("blur", () => this.#leave());
    this.#watchSize();
    this.#resize();
  }

  /** Whether the next stroke takes ink away. */
  get eraser() {
    return this.#eraser;
  }

  set eraser(on) {
    this.#eraser = on;
  }

  get canUndo() {
    return this.#marks.length > 0 || this.#stroke !== null;
  }

  /** Whether there is no ink. What an eraser takes away counts once its stroke has ended. */
  get empty() {
    return this.#stroke ? this.#stroke.eraser && this.#onBlank : this.#ink().blank;
  }

  /** Where the keyboard's cursor is, counted from 1, and whether its pen is down. */
  get cursor() {
    const { x, y, shown, down } = this.#cursor;
    return { column: x + 1, row: y + 1, shown, down };
  }

  /**
   * The ink as it stands, one byte a pixel.
   *
   * @returns {{ data: Uint8Array, width: number, height: number }}
   */
  ink() {
    return { data: this.#ink().data, width: kSheet, height: kSheet };
  }

  undo() {
    this.#endStroke();
    if (this.#marks.pop()) this.#change(true);
  }

  clear() {
    this.#endStroke();
    if (this.empty) return;
    this.#add({ kind: "clear" });
    this.#change(true);
  }

  /**
   * Puts a picture on the sheet instead of what is there.
   *
   * @param {HTMLCanvasElement} canvas square; its alpha is the ink
   */
  show(canvas) {
    this.#endStroke();
    this.#add({ kind: "picture", canvas });
    this.#change(true);
  }

  /** Paints again with the colours as they are now. */
  repaint() {
    this.#request();
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const penEraser = event.pointerType === "pen" && (event.buttons & 32) !== 0;
    if (!event.isPrimary || this.#pointer !== null || (event.button !== 0 && !penEraser)) return;
    this.#endStroke();
    this.#showCursor(false);
    this.#pointer = { id: event.pointerId, type: event.pointerType, since: event.timeStamp };
    addEventListener("pointerdown", this.#onOther);
    this.#canvas.setPointerCapture(event.pointerId);
    this.#begin(this.#eraser || penEraser, ...this.#place(event));
  }

  /**
   * A second finger makes a pinch of what looked like a stroke, unless that has gone on for too long to be one.
   *
   * @param {PointerEvent} event
   */
  #join(event) {
    const first = this.#pointer;
    if (!first || !this.#stroke || event.pointerId === first.id) return;
    if (first.type !== "touch" || event.pointerType !== "touch") return;
    const short = this.#stroke.points.length < 2 * kYoung.points;
    if (short || event.timeStamp - first.since < kYoung.milliseconds) this.#drop();
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerId !== this.#pointer?.id) return;
    const between = event.getCoalescedEvents?.() ?? [];
    for (const moment of between.length > 0 ? between : [event]) this.#extend(...this.#place(moment));
  }

  /** @param {PointerEvent} event */
  #lift(event) {
    if (event.pointerId !== this.#pointer?.id) return;
    this.#letGo();
    this.#endStroke();
    this.#change(true);
  }

  /**
   * The system took the touch for something else (a palm, a gesture), so it was never meant as ink.
   *
   * @param {PointerEvent} event
   */
  #cancel(event) {
    if (event.pointerId === this.#pointer?.id) this.#drop();
  }

  #letGo() {
    this.#pointer = null;
    removeEventListener("pointerdown", this.#onOther);
  }

  #drop() {
    this.#letGo();
    if (!this.#stroke) return;
    this.#stroke = null;
    this.#change(true);
  }

  /**
   * @param {PointerEvent} event
   * @returns {[number, number]}
   */
  #place(event) {
    const rect = this.#canvas.getBoundingClientRect();
    return [(event.clientX - rect.left) / rect.width, (event.clientY - rect.top) / rect.height];
  }

  /** @param {KeyboardEvent} event */
  #keyDown(event) {
    const arrow = kArrows[event.key];
    const command = event.ctrlKey || event.metaKey;
    if (isUndo(event)) this.undo();
    else if (command || event.altKey) return;
    else if (event.key === "Delete" || event.key === "Backspace") this.clear();
    else if (event.key === "Escape" && this.#cursor.down) this.#penUp();
    else if (event.key === " ") this.#space(event.repeat);
    else if (arrow) this.#step(arrow, event.shiftKey);
    else return;
    event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  #keyUp(event) {
    const cursor = this.#cursor;
    if (event.key === " ") {
      // Held while the arrows moved, space is a pen button; tapped, it is a switch.
      if (cursor.held && cursor.moved && cursor.down) this.#penUp();
      cursor.held = false;
    } else if (event.key === "Shift" && this.#stroke && !cursor.down && this.#pointer === null) {
      this.#endStroke();
      this.#change(true);
    }
  }

  /** @param {boolean} repeat */
  #space(repeat) {
    const cursor = this.#cursor;
    if (repeat || this.#pointer !== null) return;
    cursor.shown = true;
    if (cursor.down) {
      this.#penUp();
      return;
    }
    cursor.down = cursor.held = true;
    cursor.moved = false;
    this.#begin(this.#eraser, ...this.#cell());
    this.#tellCursor();
  }

  /**
   * @param {[number, number]} arrow
   * @param {boolean} drawing
   */
  #step([dx, dy], drawing) {
    if (this.#pointer !== null) return;
    const cursor = this.#cursor;
    const inking = cursor.down || drawing;
    if (inking && !this.#stroke) this.#begin(this.#eraser, ...this.#cell());
    cursor.x = Math.max(0, Math.min(kGrid - 1, cursor.x + dx));
    cursor.y = Math.max(0, Math.min(kGrid - 1, cursor.y + dy));
    cursor.moved = cursor.shown = true;
    if (inking) this.#extend(...this.#cell());
    else this.#endStroke();
    this.#tellCursor();
  }

  #penUp() {
    this.#endStroke();
    this.#change(true);
  }

  #leave() {
    if (this.#pointer === null && this.#stroke) {
      this.#endStroke();
      this.#change(true);
    }
    this.#showCursor(false);
  }

  /** @param {boolean} shown */
  #showCursor(shown) {
    if (this.#cursor.shown === shown) return;
    this.#cursor.shown = shown;
    this.#tellCursor();
  }

  #tellCursor() {
    this.#request();
    this.dispatchEvent(new Event("cursor"));
  }

  /** @returns {[number, number]} the middle of the cursor's cell */
  #cell() {
    return [(this.#cursor.x + 0.5) / kGrid, (this.#cursor.y + 0.5) / kGrid];
  }

  /**
   * @param {boolean} eraser
   * @param {number} x
   * @param {number} y
   */
  #begin(eraser, x, y) {
    this.#keep();
    this.#onBlank = this.empty;
    this.#stroke = { kind: "stroke", eraser, points: [x, y] };
    this.#change(false);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  #extend(x, y) {
    if (!this.#stroke) return;
    const { points } = this.#stroke;
    if (Math.hypot(x - points[points.length - 2], y - points[points.length - 1]) < 0.002) return;
    points.push(x, y);
    this.#change(false);
  }

  #endStroke() {
    this.#keep();
    if (!this.#cursor.down) return;
    this.#cursor.down = this.#cursor.held = false;
    this.#tellCursor();
  }

  #keep() {
    const stroke = this.#stroke;
    if (!stroke) return;
    const erased = stroke.eraser && this.#ink().blank;
    this.#stroke = null;
    if (stroke.eraser && this.#onBlank) return;
    // An eraser that took the last of the ink leaves a faint fringe, which a new drawing is not to stand on.
    this.#add(erased ? { kind: "clear" } : stroke);
  }

  #ink() {
    if (this.#read) return this.#read;
    this.#sheet.paint(this.#marks, this.#stroke, "black");
    const rgba = this.#sheet.context.getImageData(0, 0, kSheet, kSheet).data;
    const seen = [...this.#marks.slice(lastSheet(this.#marks)), this.#stroke];
    const least = seen.some((mark) => mark?.kind === "stroke" && mark.eraser) ? kResidue : 1;
    const data = new Uint8Array(kSheet * kSheet);
    let blank = true;
    for (let i = 0, at = 3; i < data.length; i++, at += 4) {
      if (rgba[at] < least) continue;
      data[i] = rgba[at];
      blank = false;
    }
    return (this.#read = { data, blank });
  }

  /** @param {Mark} mark */
  #add(mark) {
    this.#marks.push(mark);
    this.#read = null;
    const covered = lastSheet(this.#marks);
    if (covered > kMemory) this.#marks.splice(0, covered - kMemory);
  }

  /** @param {boolean} rested */
  #change(rested) {
    this.#read = null;
    this.#changed = true;
    this.#rested ||= rested;
    this.#request();
  }

  #request() {
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    this.#frame = 0;
    const size = this.#canvas.width;
    this.#view.paint(this.#marks, this.#stroke, colourOf(this.#canvas, "--ink"));
    if (this.#cursor.shown) this.#paintCursor(size);
    const { changed, rested } = { changed: this.#changed, rested: this.#rested };
    this.#changed = this.#rested = false;
    if (changed) this.dispatchEvent(new Event("change"));
    if (rested) this.dispatchEvent(new Event("rest"));
  }

  /** @param {number} size */
  #paintCursor(size) {
    const cell = size / kGrid;
    const { x, y, down } = this.#cursor;
    const view = this.#view.context;
    view.lineWidth = Math.max(2, cell / 5);
    // Two rings, one of them in the colour of the paper, so that the cursor shows on ink as well as off it.
    view.strokeStyle = colourOf(this.#canvas, "--paper");
    view.strokeRect(
      x * cell - view.lineWidth,
      y * cell - view.lineWidth,
      cell + 2 * view.lineWidth,
      cell + 2 * view.lineWidth,
    );
    view.strokeStyle = view.fillStyle = colourOf(this.#canvas, "--accent");
    view.strokeRect(x * cell, y * cell, cell, cell);
    if (down) view.fillRect(x * cell, y * cell, cell, cell);
  }

  #watchSize() {
    const observer = new ResizeObserver(() => this.#resize());
    try {
      // Zooming may change the pixels and not the size.
      observer.observe(this.#canvas, { box: "device-pixel-content-box" });
    } catch {
      observer.observe(this.#canvas);
    }
  }

  #resize() {
    const side = Math.max(1, Math.round(this.#canvas.clientWidth * devicePixelRatio));
    if (this.#canvas.width === side && this.#canvas.height === side) return;
    this.#canvas.width = this.#canvas.height = side;
    this.#paint();
  }
}
