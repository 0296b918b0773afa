// @ts-check

/** @typedef {{ values: ArrayLike<number>, color: string, strength?: number }} Wash  values: 0 to 1, painted in one color */

/** @type {CanvasRenderingContext2D | null} */
let scratch = null;

/** @type {Map<string, number[]>} */
const channels = new Map();

/**
 * Paints values from 0 to 1 as a picture: one pixel a value, which CSS scales.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @param {Wash[]} washes painted one over the other
 */
export function paintValues(canvas, width, height, washes) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(width, height);
  for (const { values, color, strength = 1 } of washes) {
    const [red, green, blue] = channelsOf(color);
    for (let i = 0, at = 0; i < width * height; i++, at += 4) {
      const over = Math.max(0, Math.min(1, values[i])) * strength;
      if (over === 0) continue;
      const under = (image.data[at + 3] / 255) * (1 - over);
      const alpha = over + under;
      image.data[at] = (red * over + image.data[at] * under) / alpha;
      image.data[at + 1] = (green * over + image.data[at + 1] * under) / alpha;
      image.data[at + 2] = (blue * over + image.data[at + 2] * under) / alpha;
      image.data[at + 3] = 255 * alpha;
    }
  }
  context.putImageData(image, 0, 0);
}

/**
 * Paints values of both signs as a picture: the further from 0, the stronger the color.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @param {ArrayLike<number>} values
 * @param {object} how
 * @param {number} how.from index of the first value
 * @param {number} how.step to the next one
 * @param {number} how.greatest the value that gets the full color
 * @param {string} how.up the color of values above 0
 * @param {string} how.down the color of values below 0
 */
export function paintSigned(canvas, width, height, values, { from, step, greatest, up, down }) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return;
  const { data } = context.createImageData(width, height);
  const [above, below] = [channelsOf(up), channelsOf(down)];
  const scale = greatest > 0 ? 255 / greatest : 0;
  for (let at = 0, i = from; at < data.length; at += 4, i += step) {
    const value = values[i];
    const [red, green, blue] = value > 0 ? above : below;
    data[at] = red;
    data[at + 1] = green;
    data[at + 2] = blue;
    data[at + 3] = Math.abs(value) * scale;
  }
  context.putImageData(new ImageData(data, width, height), 0, 0);
}

/**
 * The color that a CSS custom property has at an element. Color schemes and forced colors change it.
 *
 * @param {HTMLElement} element one without a text cursor
 * @param {string} property
 */
export function colorOf(element, property) {
  // The value of a custom property is text, such as light-dark(…); a property of colors resolves it.
  element.style.caretColor = `var(${property})`;
  const color = getComputedStyle(element).caretColor;
  element.style.caretColor = "";
  return color;
}

/**
 * A CSS color, system colors included, as bytes.
 *
 * @param {string} color
 * @returns {number[]} red, green, blue
 */
function channelsOf(color) {
  const known = channels.get(color);
  if (known) return known;
  if (!scratch) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    scratch = canvas.getContext("2d", { willReadFrequently: true });
    if (!scratch) return [0, 0, 0];
  }
  scratch.fillStyle = color;
  scratch.fillRect(0, 0, 1, 1);
  const found = [...scratch.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
  channels.set(color, found);
  return found;
}
