// @ts-check
// A page with <glia-draw>; coldstart.js puts its script into the page.
import { drawOn, tell } from "./pen.js";

const figure = document.createElement("glia-draw");
figure.setAttribute("model", "mnist-mlp-book");
figure.addEventListener("glia-predict", (event) => {
  const { detail } = /** @type {CustomEvent<{ probabilities: Float32Array } | null>} */ (event);
  if (detail) tell(detail.probabilities);
});
figure.addEventListener("glia-ready", () => {
  const canvas = figure.shadowRoot?.querySelector("canvas");
  if (canvas) drawOn(canvas);
});
document.body.append(figure);
