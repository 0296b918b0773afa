// @ts-check
// What the elements look like. An article changes it by the custom properties --glia-…, and by ::part().
import { kPalette } from "./palette.js";

export const kStyles = `
${kPalette}
:host {
  display: block;
  container-type: inline-size;
  margin-block: 1.5rem;
  color: var(--ink);
  font-family: var(--glia-font, system-ui, -apple-system, "Segoe UI", Roboto, "Apple SD Gothic Neo", "Malgun Gothic",
    "Noto Sans KR", "Noto Sans CJK KR", "Helvetica Neue", Arial, sans-serif);
  font-size: 1rem;
  font-style: normal;
  font-weight: 400;
  line-height: 1.5;
  text-align: start;
  word-break: keep-all;
  overflow-wrap: anywhere;
}
:host([hidden]), [hidden] { display: none !important; }
*, *::before, *::after { box-sizing: border-box; }
.figure {
  padding: clamp(0.75rem, 3cqi, 1.25rem);
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--paper);
}
p, h3, h4, figure, dl, dd { margin: 0; }
h3, h4 { font-size: 1rem; font-weight: 650; line-height: 1.25; }
.note { color: var(--soft); font-size: 0.875rem; }
.unseen {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.trouble:not(:empty) {
  margin-block-start: 0.5rem; padding: 0.5rem 0.75rem;
  border-inline-start: 3px solid var(--against); background: var(--paper); font-size: 0.875rem;
}
.row { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; }
button, select, input:not([type="range"], [type="checkbox"], [type="radio"]) {
  min-height: 2.75rem; min-width: 2.75rem; padding: 0.25rem 0.75rem;
  border: 1px solid var(--edge); border-radius: var(--radius);
  background: var(--paper); color: inherit; font: inherit; font-size: 0.9375rem;
}
button { cursor: pointer; touch-action: manipulation; }
button:hover:not([aria-disabled="true"]) { border-color: var(--ink); }
button[aria-disabled="true"] { border-color: var(--line); color: var(--soft); cursor: default; }
button[aria-pressed="true"], button.primary:not([aria-disabled="true"]) {
  border-color: var(--accent); background: var(--accent); color: var(--on-accent);
}
input { font-variant-numeric: tabular-nums; }
input[type="number"] { width: 5.5rem; text-align: end; }
input[aria-invalid="true"] { border-color: var(--against); outline: 1px solid var(--against); }
input[type="range"] { min-height: 2.75rem; accent-color: var(--accent); }
input:is([type="checkbox"], [type="radio"]) { width: 1.25rem; height: 1.25rem; accent-color: var(--accent); }
label { display: inline-flex; align-items: center; gap: 0.5rem; min-height: 2.75rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 0.5rem; text-align: end; font-weight: 400; }
th { color: var(--soft); font-size: 0.875rem; }
.scroll { overflow-x: auto; }
.number { font-variant-numeric: tabular-nums; }
code { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; font-size: 0.9em; }
math { font-size: 1.1em; }
`;
