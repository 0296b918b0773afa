// @ts-check
import { find, onPress } from "../../src/ui/dom.js";
import { colorOf, paintValues } from "../../src/ui/picture.js";

/** @typedef {import("../../src/index.js").Network} Network */
/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../../src/ui/datasets.js").Dataset} Dataset */
/** @typedef {import("./distortion.js").Distortion} Distortion */

const kSide = 28;
const kGap = 2;
const kColumns = 4;
const kRows = 2;
const kCount = kColumns * kRows;

/** The first pictures of the data exactly as training shows them to the network, epoch by epoch. */
export class Preview {
  #canvas;
  #caption;
  #next;
  #language;
  /** @type {Network | null} */ #net = null;
  /** @type {Dataset | null} */ #dataset = null;
  /** @type {Distortion} */ #distortion = {};
  #epoch = 0;

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    this.#canvas = /** @type {HTMLCanvasElement} */ (find("[data-augment-pictures]", element));
    this.#caption = find("[data-augment-caption]", element);
    this.#next = find("[data-augment-next]", element);
    this.#language = language;
    onPress(this.#next, () => {
      this.#epoch++;
      this.repaint();
    });
  }

  /**
   * @param {Network | null} net whose seed draws the changes; null where there are no pictures
   * @param {Dataset | null} dataset
   */
  open(net, dataset) {
    this.#net = net;
    this.#dataset = dataset;
    this.repaint();
  }

  /** @param {Distortion} distortion */
  show(distortion) {
    this.#distortion = distortion;
    this.repaint();
  }

  repaint() {
    const on = Object.keys(this.#distortion).length > 0;
    const epoch = this.#language.number(this.#epoch + 1);
    this.#caption.textContent = this.#language.text(on ? "augment.caption" : "augment.caption.off", { epoch });
    this.#next.setAttribute("aria-disabled", String(!on));
    if (!this.#net || !this.#dataset) return;
    const { x, scale } = this.#dataset.train;
    const pictures = x.subarray(0, kCount * kSide * kSide);
    const drawn = this.#net.augment(pictures, this.#distortion, { epoch: this.#epoch, scale });
    const width = kColumns * (kSide + kGap) - kGap;
    const height = kRows * (kSide + kGap) - kGap;
    const sheet = new Float32Array(width * height);
    for (let row = 0; row < kCount * kSide; row++) {
      const picture = Math.floor(row / kSide);
      const top = Math.floor(picture / kColumns) * (kSide + kGap) + (row % kSide);
      const left = (picture % kColumns) * (kSide + kGap);
      sheet.set(drawn.subarray(row * kSide, (row + 1) * kSide), top * width + left);
    }
    paintValues(this.#canvas, width, height, [{ values: sheet, color: colorOf(this.#canvas, "--ink") }]);
  }
}
