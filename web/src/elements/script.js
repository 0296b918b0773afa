// @ts-check
// The script element of this bundle. A plain script finds itself in document.currentScript; a module has no such thing and
// finds its element by the file name.
const scripts = [...(globalThis.document?.scripts ?? [])];

export const script = /** @type {HTMLScriptElement | undefined} */ (
  globalThis.document?.currentScript ?? scripts.find(({ src }) => /\/glia-elements\.js(\?|$)/.test(src))
);

/** The address of the bundle; web/bundle.js puts it in the place of `import.meta.url`. */
export const scriptUrl = script?.src ?? globalThis.location?.href;
