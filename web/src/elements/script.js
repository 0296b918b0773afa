// @ts-check
// The script that is running, of which a module is told only its address, and a plain script only itself. A module is
// known by its name.
const scripts = [...(globalThis.document?.scripts ?? [])];

export const script = /** @type {HTMLScriptElement | undefined} */ (
  globalThis.document?.currentScript ?? scripts.find(({ src }) => /\/glia-elements\.js(\?|$)/.test(src))
);

/** What `import.meta.url` is to a module; web/bundle.js puts it in its place. */
export const scriptUrl = script?.src ?? globalThis.location?.href;
