// @ts-check
// Converts the seeded weights for libraries that put channels before rows and columns, or that store filters
// separately.

/** @typedef {import("./seeded.js").Dense} Dense */
/** @typedef {import("./seeded.js").Conv} Conv */

/** @param {Conv} layer @returns {Float32Array} kernel (OUT, IN, 3, 3) */
export function channelsFirst({ kernel, IN, OUT }) {
  return kernel.map((_, i) => kernel[((i % 9) * IN + (Math.floor(i / 9) % IN)) * OUT + Math.floor(i / 9 / IN)]);
}

/** @param {Dense} layer after an image with CHANNELS channels @param {number} CHANNELS @returns {Float32Array} kernel (IN, OUT) */
export function rowsChannelsFirst({ kernel, IN, OUT }, CHANNELS) {
  const PLACES = IN / CHANNELS;
  return kernel.map((_, i) => {
    const [row, j] = [Math.floor(i / OUT), i % OUT];
    return kernel[((row % PLACES) * CHANNELS + Math.floor(row / PLACES)) * OUT + j];
  });
}

/** @param {Conv | Dense} layer @returns {Float32Array[]} the weights of each of the OUT outputs, without the bias */
export function filtersOf({ kernel, OUT }) {
  return Array.from({ length: OUT }, (_, j) =>
    Float32Array.from({ length: kernel.length / OUT }, (_, k) => kernel[k * OUT + j]),
  );
}
