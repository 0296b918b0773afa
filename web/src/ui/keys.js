// @ts-check
// Keys: a direction on a plane, a place in a list, the focus within a group of buttons, undo.

/** @type {Record<string, readonly [right: number, down: number]>} */
const kDirections = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * The direction of an arrow key.
 *
 * @param {KeyboardEvent} event
 * @returns {readonly [right: number, down: number] | null} null for any other key
 */
export const arrowOf = ({ key }) => kDirections[key] ?? null;

/**
 * The place in a list that an arrow key, Home or End leads to. A key that would lead outside of the list stays.
 *
 * @param {KeyboardEvent} event
 * @param {number} at the present place
 * @param {number} count of places
 * @param {number} [columns] of the list; with one, every arrow goes to a neighbor
 * @returns {number | null} null for any other key
 */
export function placeAfter(event, at, count, columns = 1) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === "Home") return 0;
  if (event.key === "End") return count - 1;
  const arrow = arrowOf(event);
  if (!arrow) return null;
  const to = at + arrow[0] + columns * arrow[1];
  return to >= 0 && to < count ? to : at;
}

/**
 * Makes a group of buttons one stop of the Tab key, in which arrow keys, Home and End move the focus (ARIA Authoring
 * Practices, roving tabindex).
 *
 * @param {HTMLElement} group
 * @param {() => HTMLElement[]} buttonsOf the buttons as they are now, in their order
 * @param {() => number} [columnsOf]
 */
export function rove(group, buttonsOf, columnsOf = () => 1) {
  group.addEventListener("keydown", (event) => {
    const buttons = buttonsOf();
    const at = buttons.indexOf(/** @type {HTMLElement} */ (event.target));
    const to = at < 0 ? null : placeAfter(event, at, buttons.length, columnsOf());
    if (to === null) return;
    event.preventDefault();
    buttons[to].focus();
  });
  group.addEventListener("focusin", ({ target }) => {
    const buttons = buttonsOf();
    const at = buttons.indexOf(/** @type {HTMLElement} */ (target));
    if (at >= 0) stopAt(buttons, at);
  });
}

/**
 * Has the Tab key stop at one of a group's buttons.
 *
 * @param {readonly HTMLElement[]} buttons
 * @param {number} at
 */
export function stopAt(buttons, at) {
  buttons.forEach((button, i) => (button.tabIndex = i === at ? 0 : -1));
}

/**
 * Whether a key asks to take back. Where the key types no Latin letter (Korean, Russian, an input method at work) its
 * place on the keyboard counts.
 *
 * @param {KeyboardEvent} event
 */
export function isUndo({ key, code, ctrlKey, metaKey, shiftKey, altKey }) {
  if (!(ctrlKey || metaKey) || shiftKey || altKey) return false;
  return /^[a-z]$/i.test(key) ? key.toLowerCase() === "z" : code === "KeyZ";
}
