// @ts-check
import { make, math, set } from "./dom.js";

/** Styles of formulas. */
export const kFormulaStyles = `
.formula { line-height: 2; font-variant-numeric: tabular-nums; }
.formula math { margin-inline-end: 0.2em; }
`;

/**
 * A formula in MathML. Spaces separate its words: `w_5` has an index, `o^2` an exponent, `∂E/∂w_5` is a fraction. The line
 * may break at `|`.
 *
 * @param {string} text
 */
export function formula(text) {
  const parts = text.split("|").map((part) => math("math", math("mrow", ...part.trim().split(/\s+/).map(word))));
  return make("p", "formula", ...parts.flatMap((part) => [part, " "]));
}

/** @param {string} text @returns {Node} */
function word(text) {
  if (/^-?[\d.,]+(E-?\d+)?$/.test(text)) return math("mn", text.replaceAll("-", "−"));
  const [above, below] = text.split("/");
  if (above && below) return math("mfrac", word(above), word(below));
  const [base, power] = text.split("^");
  if (base && power) return math("msup", word(base), word(power));
  if (/^∂./.test(text)) return math("mrow", math("mi", "∂"), word(text.slice(1)));
  const [name, index] = text.split("_");
  if (index) return math("msub", math("mi", name), math("mn", index));
  if (/^\p{L}/u.test(text)) return math("mi", text);
  return set(math("mo", text), { stretchy: "false" });
}
