// @ts-check
import { make, set } from "./dom.js";

/**
 * A field for one number. Invalid input is marked with `aria-invalid` and not reported.
 *
 * @param {object} options
 * @param {number} options.value
 * @param {number} [options.step] by which the arrow keys change the number
 * @param {number} [options.least]
 * @param {number} [options.most]
 * @param {boolean} [options.whole] whether only integers are valid
 * @param {(value: number) => void} options.onInput called with every valid number
 */
export function numberField({ value, step = 0.1, least, most, whole = false, onInput }) {
  const field = /** @type {HTMLInputElement} */ (
    set(make("input"), { type: "number", step: "any", min: least, max: most, value })
  );
  field.addEventListener("input", () => {
    const number = field.valueAsNumber;
    const right = whole ? Number.isInteger(number) : Number.isFinite(number);
    const fits = right && number >= (least ?? -Infinity) && number <= (most ?? Infinity);
    set(field, { "aria-invalid": fits ? null : "true" });
    if (fits) onInput(number);
  });
  // step="any" accepts every number, but the browser's arrow keys would then go by ones.
  field.addEventListener("keydown", (event) => {
    const sign = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!sign) return;
    event.preventDefault();
    const now = Number.isFinite(field.valueAsNumber) ? field.valueAsNumber : value;
    const next = Math.min(most ?? Infinity, Math.max(least ?? -Infinity, now + sign * step));
    field.value = String(Number(next.toPrecision(12)));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return field;
}

/**
 * Shows a number to seven digits, unless the field already has it: what the user is typing stays as it is.
 *
 * @param {HTMLInputElement} field
 * @param {number} value
 */
export function showNumber(field, value) {
  const shown = Number(value.toPrecision(7));
  if (Number(field.valueAsNumber.toPrecision(7)) === shown) return;
  field.value = String(shown);
  field.removeAttribute("aria-invalid");
}
