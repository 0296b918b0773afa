// @ts-check

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** @param {string} css @returns {CSSStyleSheet} the same for the same text */
export function sheetOf(css) {
  let sheet = sheets.get(css);
  if (!sheet) {
    sheets.set(css, (sheet = new CSSStyleSheet()));
    sheet.replaceSync(css);
  }
  return sheet;
}
