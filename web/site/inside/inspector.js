// @ts-check
import { argmax } from "../../src/base/argmax.js";
import { Announcer } from "../../src/ui/announce.js";
import { button, make, set } from "../../src/ui/dom.js";
import { arrowOf } from "../../src/ui/keys.js";
import { colorsOf, greatestOf } from "../../src/ui/layers.js";
import { colorOf, paintSigned } from "../../src/ui/picture.js";
import { convolve, spanOf } from "./arithmetic.js";
import { Channels } from "./channels.js";
import { hasWorking, Working } from "./working.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("./arithmetic.js").Place} Place */
/** @typedef {import("./arithmetic.js").Shape} Shape */
/** @typedef {import("./working.js").Pixel} Pixel */

// An enlarged pixel of a bitmap, so that the line around a chosen one is thin beside it.
const kPixel = 16;

let made = 0;

/**
 * One map enlarged. A pixel of it can be chosen, and the numbers that it was made of are written out. "close" tells that a
 * person wants it closed.
 */
export class Inspector extends EventTarget {
  element = make("section", "inspector");
  #language;
  /** @type {Pixel | null} */ #pixel = null;

  #heading = make("h4");
  #closer = button("", () => this.dispatchEvent(new Event("close")));
  #source = /** @type {HTMLCanvasElement} */ (set(make("canvas"), { role: "img" }));
  #sourceCaption = make("figcaption");
  #canvas = /** @type {HTMLCanvasElement} */ (set(make("canvas"), { role: "application", tabindex: 0 }));
  #caption = make("figcaption");
  #keys = make("p", "note");
  #working;
  #channels;
  #announcer;

  /** @param {Language} language */
  constructor(language) {
    super();
    this.#language = language;
    this.#working = new Working(language);
    this.#channels = new Channels(language);
    const id = `inspector-${++made}`;
    set(this.#heading, { id });
    set(this.#keys, { id: `${id}-keys` });
    set(this.element, { "aria-labelledby": id });
    set(this.#canvas, { "aria-describedby": this.#keys.id });
    const spoken = set(make("p", "unseen"), { "aria-live": "polite" });
    this.#announcer = new Announcer(spoken);
    this.#working.element.append(this.#channels.note, this.#channels.element);
    this.element.append(
      make("div", "inspector-head", this.#heading, this.#closer),
      make(
        "div",
        "pictures",
        make("figure", "", this.#source, this.#sourceCaption),
        make("figure", "", this.#canvas, this.#caption),
        this.#keys,
      ),
      this.#working.element,
      spoken,
    );

    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.dispatchEvent(new Event("close"));
    });
    this.#canvas.addEventListener("keydown", (event) => this.#walk(event));
    this.#canvas.addEventListener("pointerdown", (event) => this.#point(event));
    this.#canvas.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) this.#point(event);
    });
    this.#channels.addEventListener("choose", () => this.#chooseChannel(this.#channels.chosen));
  }

  /**
   * Begins with the map's strongest pixel, where there is most to see.
   *
   * @param {Place} place
   * @param {number} map
   * @param {Float32Array | null} input
   * @param {Float32Array | null} output
   */
  open(place, map, input, output) {
    const [row, column] = strongestPixel(place.output, map, output);
    // A pooling layer looks at the channel of its own number, a filter at all of them.
    const channel = place.kernel ? strongestChannel(place, map, row, column, input) : map;
    this.#pixel = { place, map, row, column, channel, input, output };
    this.#channels.open(place, map);
    this.relabel();
    this.#canvas.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "nearest" });
    this.#say();
  }

  /**
   * @param {Float32Array | null} input
   * @param {Float32Array | null} output
   */
  show(input, output) {
    if (this.#pixel) Object.assign(this.#pixel, { input, output });
    this.#paint();
  }

  relabel() {
    if (!this.#pixel) return;
    const { place, map } = this.#pixel;
    const language = this.#language;
    const [height, width, count] = place.output;
    const many = place.kernel && place.input[2] > 1;
    this.#heading.textContent = language.text("inspect.heading", { index: place.index, map: map + 1, count });
    this.#closer.textContent = language.text("inspect.close");
    set(this.#canvas, { "aria-label": language.text("inspect.map", { map: map + 1, height, width }) });
    this.#keys.textContent = language.text(many ? "inspect.keys.channels" : "inspect.keys");
    this.#working.relabel(place);
    this.#channels.relabel();
    this.#paint();
  }

  /** Paints again in the colors of now. */
  repaint() {
    if (this.#pixel) this.#channels.repaint(this.#pixel.place, this.#pixel.map);
    this.#paint();
  }

  // ---- choosing

  /** @param {PointerEvent} event */
  #point(event) {
    if (!this.#pixel) return;
    const [height, width] = this.#pixel.place.output;
    const rect = this.#canvas.getBoundingClientRect();
    this.#choose(
      Math.floor(((event.clientY - rect.top) / rect.height) * height),
      Math.floor(((event.clientX - rect.left) / rect.width) * width),
    );
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    if (!this.#pixel || event.ctrlKey || event.metaKey || event.altKey) return;
    const { place, row, column, channel } = this.#pixel;
    const arrow = arrowOf(event);
    const turn = { PageDown: 1, PageUp: -1 }[event.key];
    if (arrow) this.#choose(row + arrow[1], column + arrow[0]);
    else if (event.key === "Home") this.#choose(row, 0);
    else if (event.key === "End") this.#choose(row, place.output[1] - 1);
    else if (turn && place.kernel) this.#chooseChannel(channel + turn);
    else return;
    event.preventDefault();
  }

  /**
   * @param {number} row
   * @param {number} column
   */
  #choose(row, column) {
    if (!this.#pixel) return;
    const [height, width] = this.#pixel.place.output;
    this.#pixel.row = Math.max(0, Math.min(height - 1, row));
    this.#pixel.column = Math.max(0, Math.min(width - 1, column));
    this.#paint();
    this.#say();
  }

  /** @param {number} channel */
  #chooseChannel(channel) {
    if (!this.#pixel || channel < 0 || channel >= this.#pixel.place.input[2]) return;
    this.#pixel.channel = channel;
    this.#paint();
    this.#announcer.say(this.#channels.labelOf(channel));
  }

  // ---- showing

  #paint() {
    const pixel = this.#pixel;
    if (!pixel || !this.element.isConnected) return;
    const { place, map, row, column, channel, input } = pixel;
    this.#paintPictures(pixel);
    this.#caption.textContent = this.#working.sentence(pixel);
    this.#working.show(pixel);
    if (!place.kernel || !input) return;
    const { parts } = convolve(place, input, map, spanOf(place, row, column));
    this.#channels.show(
      parts.map((part) => this.#working.number(part)),
      channel,
    );
  }

  /** @param {Pixel} pixel */
  #paintPictures({ place, map, row, column, channel, input, output }) {
    const language = this.#language;
    this.#source.hidden = this.#sourceCaption.hidden = !hasWorking(place);
    enlarge(this.#source, place.input, input, channel, spanOf(place, row, column));
    enlarge(this.#canvas, place.output, output, map, { top: row, left: column, rows: 1, columns: 1 });
    const count = place.input[2];
    const caption =
      count === 1
        ? language.text("inspect.picture")
        : language.text("inspect.channel", { channel: channel + 1, count });
    this.#sourceCaption.textContent = caption;
    set(this.#source, { "aria-label": caption });
  }

  #say() {
    if (this.#pixel) this.#announcer.say(this.#working.sentence(this.#pixel));
  }
}

/**
 * The pixel of a map that is furthest from 0; the one in the middle if nothing is being read.
 *
 * @param {Shape} shape
 * @param {number} map
 * @param {Float32Array | null} output
 * @returns {[row: number, column: number]}
 */
function strongestPixel([height, width, count], map, output) {
  if (!output) return [Math.floor(height / 2), Math.floor(width / 2)];
  const at = argmax(Array.from({ length: height * width }, (_, i) => Math.abs(output[i * count + map])));
  return [Math.floor(at / width), at % width];
}

/**
 * The channel whose products add up to the most, either way.
 *
 * @param {Place} place
 * @param {number} map
 * @param {number} row
 * @param {number} column
 * @param {Float32Array | null} input
 */
function strongestChannel(place, map, row, column, input) {
  if (!input) return 0;
  return argmax(convolve(place, input, map, spanOf(place, row, column)).parts.map(Math.abs));
}

/** @type {HTMLCanvasElement | null} */
let picture = null;

/**
 * One channel, large, with a line around a part of it.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Shape} shape
 * @param {Float32Array | null} values
 * @param {number} channel
 * @param {import("./arithmetic.js").Span} span
 */
function enlarge(canvas, [height, width, channels], values, channel, { top, left, rows, columns }) {
  canvas.width = width * kPixel;
  canvas.height = height * kPixel;
  const context = canvas.getContext("2d");
  if (!context) return;
  if (values) {
    picture ??= document.createElement("canvas");
    const greatest = greatestOf(values);
    paintSigned(picture, width, height, values, { from: channel, step: channels, greatest, ...colorsOf(canvas) });
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  }
  // Two lines, one of them in the color of the paper, so that they show on what is dark and on what is light.
  const box = /** @type {const} */ ([left * kPixel, top * kPixel, columns * kPixel, rows * kPixel]);
  context.lineWidth = 7;
  context.strokeStyle = colorOf(canvas, "--paper");
  context.strokeRect(...box);
  context.lineWidth = 4;
  context.strokeStyle = colorOf(canvas, "--ink");
  context.strokeRect(...box);
}
