// @ts-check

// A browser that asks where to save the file fetches it only after the answer.
const kPatience = 60_000;

/**
 * Saves a file on the device.
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
