// @ts-check

/** @typedef {{ values: ArrayLike<number>, colour: string, strength?: number }} Wash  values 0 to 1 laid on in one colour */

/** @type {CanvasRenderingContext2D | null} */
let scratch = null;

/** @type {Map<string, number[]>} */
const channels = new Map();

/**
 * A canvas of small numbers as a picture: the canvas gets one pixel a value, and CSS scales it.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @param {Wash[]} washes laid on one over the other
 */
export function paintValues(canvas, width, height, washes) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(width, height);
  for (const { values, colour, strength = 1 } of washes) {
    const [red, green, blue] = channelsOf(colour);
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
 * A canvas of numbers of both signs: colour where they are, the stronger the further from 0.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @param {ArrayLike<number>} values
 * @param {object} how
 * @param {number} how.from index of the first value
 * @param {number} how.step to the next one
 * @param {number} how.greatest what has full colour
 * @param {string} how.up the colour of what is above 0
 * @param {string} how.down and below
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
 * The colour that a CSS custom property is where the element stands: schemes and forced colours change it.
 *
 * @param {HTMLElement} element one that nobody types into
 * @param {string} property
 */
export function colourOf(element, property) {
  // A custom property is text, such as light-dark(…); only as the value of a real property it becomes a colour.
  element.style.caretColor = `var(${property})`;
  const colour = getComputedStyle(element).caretColor;
  element.style.caretColor = "";
  return colour;
}

/**
 * Any CSS colour, system colours included, as bytes.
 *
 * @param {string} colour
 * @returns {number[]} red, green, blue
 */
function channelsOf(colour) {
  const known = channels.get(colour);
  if (known) return known;
  if (!scratch) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    scratch = canvas.getContext("2d", { willReadFrequently: true });
    if (!scratch) return [0, 0, 0];
  }
  scratch.fillStyle = colour;
  scratch.fillRect(0, 0, 1, 1);
  const found = [...scratch.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
  channels.set(colour, found);
  return found;
}
