// @ts-check
import { Field } from "../../src/ui/field.js";

/** @typedef {import("../../src/ui/datasets.js").Dataset} Dataset */

const kMargin = 0.1;

/** The plane as the network sees it, with the points that it learns from, and hollow those that it is measured by. */
export class Boundary extends Field {
  /** @param {Dataset} dataset */
  static suits({ inputs, classes }) {
    return inputs === 2 && classes?.length === 2;
  }

  /** @param {Dataset} dataset */
  open({ train, validation }) {
    const low = [0, 0];
    const span = [1, 1];
    for (const axis of [0, 1]) {
      let [least, most] = [Infinity, -Infinity];
      for (let i = axis; i < train.x.length; i += 2) {
        [least, most] = [Math.min(least, train.x[i]), Math.max(most, train.x[i])];
      }
      const width = most - least || 1;
      low[axis] = least - kMargin * width;
      span[axis] = width * (1 + 2 * kMargin);
    }
    this.clear(low, span);
    this.put([train, { ...validation, hollow: true }]);
  }
}
