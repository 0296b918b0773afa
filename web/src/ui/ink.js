// @ts-check

/*
 * Ink as vectors: a drawing is a list of marks, painted at any size. Lengths are fractions of the side of the square
 * sheet, so that the same marks give the same picture on a phone, on a wide screen and on the small sheet that is read.
 */

/**
 * @typedef {{ kind: "stroke", eraser: boolean, points: number[] }} Stroke  x, y, x, y, … each 0 to 1
 * @typedef {{ kind: "picture", canvas: HTMLCanvasElement }} Picture        replaces all marks before it
 * @typedef {{ kind: "clear" }} Clear                                       a mark as well, so that it can be undone
 * @typedef {Stroke | Picture | Clear} Mark
 */

// Strokes of MNIST are 2 to 3 of the box's 20 pixels wide; people fill about two thirds of the sheet.
const kPenWidth = 0.075;

// Wider than the pen, so that one pass along a stroke removes its edges too.
const kEraserWidth = 0.14;

/** Marks on a square canvas. Finished ones are kept as a bitmap, so that a frame paints only the stroke in hand. */
export class Sheet {
  #context;
  #settled;
  /** The marks that the bitmap holds. @type {readonly Mark[]} */ #marks = [];
  #color = "";

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {CanvasRenderingContext2DSettings} [settings]
   */
  constructor(canvas, settings) {
    this.#context = contextOf(canvas, settings);
    this.#settled = contextOf(document.createElement("canvas"), settings);
  }

  get context() {
    return this.#context;
  }

  /**
   * Paints the marks in place of what is there.
   *
   * @param {readonly Mark[]} marks finished: they no longer change
   * @param {Stroke | null} live the one in hand, painted over them
   * @param {string} color
   */
  paint(marks, live, color) {
    const context = this.#context;
    this.#settle(marks.slice(lastSheet(marks)), color);
    context.globalCompositeOperation = "copy";
    context.drawImage(this.#settled.canvas, 0, 0);
    if (live) paintStroke(context, live, context.canvas.width, color);
    context.globalCompositeOperation = "source-over";
  }

  /**
   * @param {readonly Mark[]} seen
   * @param {string} color
   */
  #settle(seen, color) {
    const { canvas } = this.#settled;
    const size = this.#context.canvas.width;
    const grown = canvas.width === size && this.#color === color && this.#marks.every((mark, i) => mark === seen[i]);
    if (!grown) {
      canvas.width = canvas.height = size;
      this.#marks = [];
    }
    for (const mark of seen.slice(this.#marks.length)) {
      if (mark.kind === "stroke") paintStroke(this.#settled, mark, size, color);
      else if (mark.kind === "picture") paintPicture(this.#settled, mark, size, color);
    }
    this.#marks = seen;
    this.#color = color;
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [settings]
 */
function contextOf(canvas, settings) {
  const context = canvas.getContext("2d", settings);
  if (!context) throw new Error("This browser gives no 2D canvas.");
  return context;
}

/**
 * The index of the first mark that can still be seen.
 *
 * @param {readonly Mark[]} marks
 */
export function lastSheet(marks) {
  for (let i = marks.length - 1; i > 0; i--) if (marks[i].kind !== "stroke") return i;
  return 0;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Stroke} stroke
 * @param {number} size
 * @param {string} color
 */
function paintStroke(context, { points, eraser }, size, color) {
  const width = (eraser ? kEraserWidth : kPenWidth) * size;
  context.globalCompositeOperation = eraser ? "destination-out" : "source-over";
  context.fillStyle = context.strokeStyle = color;
  context.lineWidth = width;
  context.lineCap = context.lineJoin = "round";
  context.beginPath();

  const last = points.length - 2;
  if (last === 0) {
    context.arc(points[0] * size, points[1] * size, width / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  // Quadratic curves through the middles of the segments, with the points as control points: smooth, and close to the hand.
  context.moveTo(points[0] * size, points[1] * size);
  for (let i = 2; i < last; i += 2) {
    const middleX = (points[i] + points[i + 2]) / 2;
    const middleY = (points[i + 1] + points[i + 3]) / 2;
    context.quadraticCurveTo(points[i] * size, points[i + 1] * size, middleX * size, middleY * size);
  }
  context.lineTo(points[last] * size, points[last + 1] * size);
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Picture} picture
 * @param {number} size
 * @param {string} color
 */
function paintPicture(context, { canvas }, size, color) {
  // No smoothing: it would widen the ink's bounding box, and a digit of MNIST would be prepared to other pixels.
  context.imageSmoothingEnabled = false;
  context.globalCompositeOperation = "source-over";
  context.drawImage(canvas, 0, 0, size, size);
  context.globalCompositeOperation = "source-in";
  context.fillStyle = color;
  context.fillRect(0, 0, size, size);
}
