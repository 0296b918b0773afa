// @ts-check
// The colors of the elements and of the pages. The elements adopt this text; web/bundle.js writes it to dist/palette.css,
// which every page links to, so that it has its colors before its scripts.

/** Each in a light and in a dark scheme. @type {Record<string, readonly [light: string, dark: string]>} */
const kColors = {
  ground: ["#faf9f6", "#141519"],
  paper: ["#ffffff", "#1c1e24"],
  ink: ["#1d1d22", "#ecebf0"],
  soft: ["#5d5c66", "#a9a9b4"],
  line: ["#dcdad3", "#34363f"],
  edge: ["#8b8982", "#777a86"],
  accent: ["#2b57c4", "#8fb1ff"],
  "on-accent": ["#ffffff", "#10131c"],
  tint: ["#eaeffb", "#222a3f"],
  against: ["#b3470c", "#ffa364"],
};

/** @param {(pair: readonly [light: string, dark: string]) => string} choose @returns {string} a rule */
const rule = (choose) =>
  `:root, :host {\n${Object.entries(kColors)
    .map(([name, pair]) => `  --${name}: var(--glia-${name}, ${choose(pair)});\n`)
    .join("")}}`;

// light-dark() follows color-scheme, which an author may set on a part of a page; before Chrome 123, Firefox 120 and Safari
// 17.5 the scheme of the browser decides.
/** For a document and for a shadow root: `:root` matches only in the first, `:host` only in the second. */
export const kPalette = `${rule(([light]) => light)}
@media (prefers-color-scheme: dark) {
${rule(([, dark]) => dark)}
}
@supports (color: light-dark(red, red)) {
${rule(([light, dark]) => `light-dark(${light}, ${dark})`)}
}
:root, :host {
  --for: var(--accent);
  --radius: var(--glia-radius, 0.5rem);
}
@media (forced-colors: active) {
  :root, :host {
    --ground: Canvas; --paper: Canvas; --ink: CanvasText; --soft: CanvasText; --line: CanvasText; --edge: CanvasText;
    --accent: Highlight; --on-accent: HighlightText; --tint: Canvas; --against: CanvasText;
  }
}
`;
