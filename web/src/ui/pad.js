// @ts-check
import { lastSheet, Sheet } from "./ink.js";
import { PadCursor } from "./pad-cursor.js";
import { colorOf } from "./picture.js";

/*
 * The pad: a square canvas on which a person draws with mouse, finger, pen or keyboard. It knows ink, and nothing of
 * the network that reads it.
 *
 *   "change"  the ink is different from before; at most once a frame, also in the middle of a stroke
 *   "rest"    after a change, when the hand has left the pad
 *   "cursor"  the keyboard's cursor moved, or its pen went up or down
 */

/** @typedef {import("./ink.js").Mark} Mark */
/** @typedef {import("./ink.js").Stroke} Stroke */

// Ten pixels for each of the 28 that are read, whatever the screen: the same drawing reads the same everywhere.
const kSheet = 280;

// The soft edge of an eraser leaves a residue that must not count as ink: it would stretch the ink's bounding box.
const kResidue = 32;

// Undo reaches back over this many marks that a clear or a picture has since covered.
const kMemory = 200;

// If a second finger follows, a stroke younger or shorter than this was the beginning of a pinch.
const kYoung = { milliseconds: 250, points: 10 };

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
  /** @type {PadCursor} */ #cursor;

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
    this.#cursor = this.#makeCursor();
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
    return this.#cursor.place;
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

  /** Paints again in the colors of now. */
  repaint() {
    this.#request();
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const penEraser = event.pointerType === "pen" && (event.buttons & 32) !== 0;
    if (!event.isPrimary || this.#pointer !== null || (event.button !== 0 && !penEraser)) return;
    this.#endStroke();
    this.#cursor.show(false);
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
    this.#rest();
  }

  /**
   * The system took the touch for something else (a palm, a gesture): it is no ink.
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

  #makeCursor() {
    const pad = this;
    const cursor = new PadCursor(this.#canvas, {
      get busy() {
        return pad.#pointer !== null;
      },
      get drawing() {
        return pad.#stroke !== null;
      },
      begin: (x, y) => this.#begin(this.#eraser, x, y),
      extend: (x, y) => this.#extend(x, y),
      end: () => this.#endStroke(),
      rest: () => this.#rest(),
      undo: () => this.undo(),
      clear: () => this.clear(),
    });
    cursor.addEventListener("change", () => {
      this.#request();
      this.dispatchEvent(new Event("cursor"));
    });
    return cursor;
  }

  /** The hand has left the pad. */
  #rest() {
    this.#endStroke();
    this.#change(true);
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
    this.#cursor.lift();
  }

  #keep() {
    const stroke = this.#stroke;
    if (!stroke) return;
    const erased = stroke.eraser && this.#ink().blank;
    this.#stroke = null;
    if (stroke.eraser && this.#onBlank) return;
    // An eraser that took the last of the ink leaves a faint fringe, which must not be under a new drawing.
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
    this.#view.paint(this.#marks, this.#stroke, colorOf(this.#canvas, "--ink"));
    this.#cursor.paint(this.#view.context);
    const [changed, rested] = [this.#changed, this.#rested];
    this.#changed = this.#rested = false;
    if (changed) this.dispatchEvent(new Event("change"));
    if (rested) this.dispatchEvent(new Event("rest"));
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
