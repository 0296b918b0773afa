// @ts-check

// A browser that asks where to put the file fetches it only then.
const kPatience = 60_000;

/**
 * Gives the reader a file.
 *
 * @param {string} name
 * @param {Uint8Array} bytes
 */
export function download(name, bytes) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (bytes)], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), kPatience);
}
