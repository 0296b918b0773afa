// @ts-check
import { Announcer } from "../../src/ui/announce.js";
import { find, make } from "../../src/ui/dom.js";
import { coloursOf, greatestOf } from "../../src/ui/layers.js";
import { colourOf, paintSigned } from "../../src/ui/picture.js";
import { convolve, cut, multiply, pool, sliceOf, spanOf } from "./arithmetic.js";
import { Grid } from "./grid.js";
import { paintFilter } from "./maps.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../language.js").TextKey} TextKey */
/** @typedef {import("../language.js").Values} Values */
/** @typedef {import("./arithmetic.js").Cells} Cells */
/** @typedef {import("./arithmetic.js").Place} Place */
/** @typedef {import("./arithmetic.js").Shape} Shape */

/** @type {Record<string, [number, number]>} */
const kArrows = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

// An enlarged pixel of a bitmap, so that the line around a chosen one is thin beside it.
const kPixel = 16;

let made = 0;

/**
 * One map enlarged. A pixel of it can be chosen, and the numbers that it was made of are written out: what went in, the
 * filter, the products, their sum. "close" tells that a person has had enough.
 */
export class Inspector extends EventTarget {
  element = make("section", "inspector");
  #language;
  /** @type {Place | null} */ #place = null;
  #map = 0;
  #row = 0;
  #column = 0;
  #channel = 0;
  /** @type {Float32Array | null} */ #input = null;
  /** @type {Float32Array | null} */ #output = null;

  #heading = make("h4");
  #closer = make("button");
  #source = document.createElement("canvas");
  #sourceCaption = make("figcaption");
  #canvas = document.createElement("canvas");
  #caption = make("figcaption");
  #keys = make("p", "note");
  #outside = make("p", "note");
  #rounded = make("p", "note");
  #grids = [new Grid(), new Grid(), new Grid()];
  #terms = [make("div", "term"), make("div", "term"), make("div", "term")];
  #working = make("div", "working");
  #channels = make("div", "channels");
  #channelsNote = make("p", "note");
  #sums = make("dl", "sums");
  #announcer;

  /** @param {Language} language */
  constructor(language) {
    super();
    this.#language = language;
    const id = `inspector-${++made}`;
    this.#heading.id = id;
    this.#keys.id = `${id}-keys`;
    this.element.setAttribute("aria-labelledby", id);
    this.#source.setAttribute("role", "img");
    const canvas = this.#canvas;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-describedby", this.#keys.id);
    this.#closer.setAttribute("type", "button");
    this.#channels.setAttribute("role", "group");
    const spoken = make("p", "unseen");
    spoken.setAttribute("aria-live", "polite");
    this.#announcer = new Announcer(spoken);

    const head = make("div", "inspector-head");
    head.append(this.#heading, this.#closer);
    const pictures = make("div", "pictures");
    pictures.append(figure(this.#source, this.#sourceCaption), figure(canvas, this.#caption), this.#keys);
    const signs = ["", "×", "="];
    this.#terms.forEach((term, i) => term.append(make("span", "sign", signs[i]), this.#grids[i].element));
    this.#working.append(...this.#terms);
    const numbers = make("div", "numbers");
    numbers.append(this.#working, this.#outside, this.#sums, this.#rounded, this.#channelsNote, this.#channels);
    this.element.append(head, pictures, numbers, spoken);

    this.#closer.addEventListener("click", () => this.dispatchEvent(new Event("close")));
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.dispatchEvent(new Event("close"));
    });
    canvas.addEventListener("keydown", (event) => this.#walk(event));
    canvas.addEventListener("pointerdown", (event) => this.#point(event));
    canvas.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) this.#point(event);
    });
    this.#channels.addEventListener("keydown", (event) => this.#walkChannels(event));
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
    this.#place = place;
    this.#map = map;
    this.#input = input;
    this.#output = output;
    const [height, width] = place.output;
    const strongest = output ? this.#strongest(output) : Math.floor(height / 2) * width + Math.floor(width / 2);
    this.#row = Math.floor(strongest / width);
    this.#column = strongest % width;
    // A pool looks at the channel of its own number, a filter at all of them.
    this.#channel = place.kernel ? this.#strongestChannel(place, input) : map;
    this.#makeChannels(place);
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
    this.#input = input;
    this.#output = output;
    this.#paint();
  }

  relabel() {
    const place = this.#place;
    if (!place) return;
    const language = this.#language;
    const [height, width, count] = place.output;
    this.#heading.textContent = language.text("inspect.heading", {
      index: place.index,
      map: this.#map + 1,
      count,
    });
    this.#closer.textContent = language.text("inspect.close");
    this.#canvas.setAttribute("aria-label", language.text("inspect.map", { map: this.#map + 1, height, width }));
    this.#keys.textContent = language.text(
      place.kernel && place.input[2] > 1 ? "inspect.keys.channels" : "inspect.keys",
    );
    this.#outside.textContent = language.text(place.kernel ? "inspect.outside" : "inspect.outside.pool");
    this.#rounded.textContent = language.text("inspect.rounded");
    this.#channels.setAttribute("aria-label", language.text("inspect.channels"));
    this.#channelsNote.textContent = language.text("inspect.channels.note");
    this.#paint();
  }

  /** Paints again with the colours as they are now. */
  repaint() {
    if (this.#place) this.#paintSlices(this.#place);
    this.#paint();
  }

  // ---- choosing

  /** @param {Float32Array} values */
  #strongest(values) {
    const count = this.#place?.output[2] ?? 1;
    let best = 0;
    for (let i = 0; i * count < values.length; i++) {
      if (Math.abs(values[i * count + this.#map]) > Math.abs(values[best * count + this.#map])) best = i;
    }
    return best;
  }

  /**
   * @param {Place} place
   * @param {Float32Array | null} input
   */
  #strongestChannel(place, input) {
    if (!input) return 0;
    const { parts } = convolve(place, input, this.#map, spanOf(place, this.#row, this.#column));
    const sizes = parts.map(Math.abs);
    return sizes.indexOf(Math.max(...sizes));
  }

  /** @param {PointerEvent} event */
  #point(event) {
    if (!this.#place) return;
    const [height, width] = this.#place.output;
    const rect = this.#canvas.getBoundingClientRect();
    this.#choose(
      Math.floor(((event.clientY - rect.top) / rect.height) * height),
      Math.floor(((event.clientX - rect.left) / rect.width) * width),
    );
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    if (!this.#place || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = kArrows[event.key];
    const turn = { PageDown: 1, PageUp: -1 }[event.key];
    if (arrow) this.#choose(this.#row + arrow[0], this.#column + arrow[1]);
    else if (event.key === "Home") this.#choose(this.#row, 0);
    else if (event.key === "End") this.#choose(this.#row, this.#place.output[1] - 1);
    else if (turn && this.#place.kernel) this.#chooseChannel(this.#channel + turn);
    else return;
    event.preventDefault();
  }

  /**
   * @param {number} row
   * @param {number} column
   */
  #choose(row, column) {
    if (!this.#place) return;
    const [height, width] = this.#place.output;
    this.#row = Math.max(0, Math.min(height - 1, row));
    this.#column = Math.max(0, Math.min(width - 1, column));
    this.#paint();
    this.#say();
  }

  /** @param {number} channel */
  #chooseChannel(channel) {
    if (!this.#place || channel < 0 || channel >= this.#place.input[2]) return;
    this.#channel = channel;
    this.#paint();
    this.#announcer.say(this.#channels.children[channel]?.getAttribute("aria-label") ?? "");
  }

  /** @param {Place} place */
  #makeChannels(place) {
    const count = place.kernel && place.input[2] > 1 ? place.input[2] : 0;
    this.#channels.hidden = this.#channelsNote.hidden = count === 0;
    const buttons = Array.from({ length: count }, (_, channel) => {
      const button = make("button", "channel");
      button.setAttribute("type", "button");
      button.append(document.createElement("canvas"), make("span", "part"));
      button.addEventListener("click", () => this.#chooseChannel(channel));
      return button;
    });
    this.#channels.replaceChildren(...buttons);
    this.#paintSlices(place);
  }

  /** @param {Place} place */
  #paintSlices(place) {
    const buttons = [...this.#channels.children];
    const slices = buttons.map((_, channel) => sliceOf(place, this.#map, channel));
    const greatest = Math.max(...slices.map(greatestOf));
    const colours = coloursOf(this.element);
    buttons.forEach((button, channel) => {
      const canvas = /** @type {HTMLCanvasElement} */ (find("canvas", button));
      paintFilter(canvas, place, slices[channel], colours, greatest);
    });
  }

  /** @param {KeyboardEvent} event */
  #walkChannels(event) {
    const buttons = /** @type {HTMLElement[]} */ ([...this.#channels.children]);
    const at = buttons.findIndex((button) => button === document.activeElement);
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    buttons[to]?.focus();
    this.#chooseChannel(to);
  }

  // ---- showing

  #paint() {
    const place = this.#place;
    if (!place || !this.element.isConnected) return;
    this.#paintPictures(place);
    const known = this.#input !== null && this.#output !== null;
    this.#working.hidden = !known || !hasWorking(place);
    this.#sums.hidden = this.#rounded.hidden = !known;
    this.#outside.hidden = true;
    this.#caption.textContent = this.#sentence();
    if (!this.#input || !this.#output) return;
    if (place.kernel) this.#showConvolution(place, this.#input);
    else if (hasWorking(place)) this.#showPool(place, this.#input);
    else this.#write([["inspect.value", this.#value()]]);
  }

  /** @param {Place} place */
  #paintPictures(place) {
    const span = spanOf(place, this.#row, this.#column);
    this.#source.hidden = this.#sourceCaption.hidden = !hasWorking(place);
    enlarge(this.#source, place.input, this.#input, this.#channel, span);
    const pixel = { top: this.#row, left: this.#column, rows: 1, columns: 1 };
    enlarge(this.#canvas, place.output, this.#output, this.#map, pixel);
    const language = this.#language;
    this.#sourceCaption.textContent =
      place.input[2] === 1
        ? language.text("inspect.picture")
        : language.text("inspect.channel", { channel: this.#channel + 1, count: place.input[2] });
    this.#source.setAttribute("aria-label", this.#sourceCaption.textContent);
  }

  /**
   * @param {Place} place
   * @param {Float32Array} input
   */
  #showConvolution(place, input) {
    const language = this.#language;
    const span = spanOf(place, this.#row, this.#column);
    const patch = cut(input, place.input, span, this.#channel);
    const slice = sliceOf(place, this.#map, this.#channel);
    const products = multiply(patch, slice);
    const { columns } = span;
    const write = (/** @type {number} */ value) => this.#number(value);
    const [first, second, third] = this.#grids;
    first.show(language.text("inspect.patch"), patch, { columns, greatest: greatestOf(patch), write });
    second.show(language.text("inspect.filter"), slice, { columns, greatest: greatestOf(slice), write });
    third.show(language.text("inspect.products"), products, { columns, greatest: greatestOf(products), write });
    for (const term of this.#terms) term.hidden = false;
    this.#outside.hidden = !patch.some(Number.isNaN);

    const found = convolve(place, input, this.#map, span);
    const activation = place.spec.activation ?? "identity";
    const many = place.input[2] > 1;
    this.#write([
      ...(many ? [row("inspect.sum.channel", found.parts[this.#channel], { channel: this.#channel + 1 })] : []),
      row(many ? "inspect.sum.all" : "inspect.sum", found.products, { count: place.input[2] }),
      ...(found.bias === null ? [] : [row("inspect.bias", found.bias), row("inspect.total", found.total)]),
      ...(activation === "identity" || found.bent === null ? [] : [row("inspect.bent", found.bent, { activation })]),
      row("inspect.value", this.#value()),
    ]);
    this.#showParts(found.parts);
  }

  /** @param {number[]} parts the sum of each channel's products */
  #showParts(parts) {
    [...this.#channels.children].forEach((button, channel) => {
      const words = { channel: channel + 1, sum: this.#number(parts[channel]) };
      find(".part", button).textContent = words.sum;
      button.setAttribute("aria-label", this.#language.text("inspect.part", words));
      button.setAttribute("aria-pressed", String(channel === this.#channel));
      /** @type {HTMLElement} */ (button).tabIndex = channel === this.#channel ? 0 : -1;
    });
  }

  /**
   * @param {Place} place
   * @param {Float32Array} input
   */
  #showPool(place, input) {
    const span = spanOf(place, this.#row, this.#column);
    const patch = cut(input, place.input, span, this.#channel);
    const { result, winner, count } = pool(place, patch);
    const greatest = greatestOf(patch);
    const write = (/** @type {number} */ value) => this.#number(value);
    this.#grids[0].show(this.#language.text("inspect.patch"), patch, {
      columns: span.columns,
      greatest,
      winner,
      write,
    });
    for (const term of this.#terms.slice(1)) term.hidden = true;
    this.#outside.hidden = !patch.some(Number.isNaN);
    this.#write([
      row(place.spec.type === "maxPool2d" ? "inspect.largest" : "inspect.mean", result, { count }),
      row("inspect.value", this.#value()),
    ]);
  }

  /** @param {[TextKey, number, Values?][]} rows */
  #write(rows) {
    this.#sums.replaceChildren(
      ...rows.map(([key, value, words]) => {
        const line = make("div");
        line.dataset.sum = key.replace("inspect.", "");
        line.append(make("dt", "", this.#language.text(key, words)), make("dd", "", this.#number(value)));
        return line;
      }),
    );
  }

  /** What the network itself put out there. */
  #value() {
    const [, width, count] = this.#place?.output ?? [1, 1, 1];
    return this.#output?.[(this.#row * width + this.#column) * count + this.#map] ?? NaN;
  }

  /** The chosen pixel in one sentence. */
  #sentence() {
    const place = this.#place;
    const language = this.#language;
    const at = { row: this.#row + 1, column: this.#column + 1 };
    if (!place || !this.#input || !this.#output) return language.text("inspect.blank", at);
    const value = this.#number(this.#value());
    const span = spanOf(place, this.#row, this.#column);
    if (place.kernel) {
      const { products, bias, total } = convolve(place, this.#input, this.#map, span);
      const words = { ...at, value, sum: this.#number(products), total: this.#number(total) };
      if (bias === null) return language.text("inspect.say.nobias", words);
      return language.text("inspect.say", { ...words, bias: this.#number(bias) });
    }
    if (!hasWorking(place)) return language.text("inspect.say.value", { ...at, value });
    const { result } = pool(place, cut(this.#input, place.input, span, this.#channel));
    const key = place.spec.type === "maxPool2d" ? "inspect.say.largest" : "inspect.say.mean";
    return language.text(key, { ...at, value, result: this.#number(result) });
  }

  #say() {
    this.#announcer.say(this.#sentence());
  }

  /** @param {number} value */
  #number(value) {
    if (value === 0) return "0";
    const written = this.#language.number(value, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
    return written.replace("-", Number(value.toFixed(3)) === 0 ? "" : "−");
  }
}

/**
 * @param {TextKey} key
 * @param {number} value
 * @param {Values} [words]
 * @returns {[TextKey, number, Values?]}
 */
const row = (key, value, words) => [key, value, words];

/**
 * Whether a layer's numbers can be worked out from a few of those before it.
 *
 * @param {Place} place
 */
function hasWorking({ spec, kernel }) {
  return Boolean(kernel) || spec.type === "maxPool2d" || spec.type === "avgPool2d";
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} caption
 */
function figure(canvas, caption) {
  const element = make("figure");
  element.append(canvas, caption);
  return element;
}

const picture = document.createElement("canvas");

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
    const greatest = greatestOf(values);
    paintSigned(picture, width, height, values, { from: channel, step: channels, greatest, ...coloursOf(canvas) });
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  }
  // Two lines, one of them in the colour of the paper, so that they show on what is dark and on what is light.
  const box = /** @type {const} */ ([left * kPixel, top * kPixel, columns * kPixel, rows * kPixel]);
  context.lineWidth = 7;
  context.strokeStyle = colourOf(canvas, "--paper");
  context.strokeRect(...box);
  context.lineWidth = 4;
  context.strokeStyle = colourOf(canvas, "--ink");
  context.strokeRect(...box);
}
