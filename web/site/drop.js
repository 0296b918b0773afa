// @ts-check

/**
 * Takes files dropped anywhere on the page. While one is over the page, the body has the class `dropping`.
 *
 * @param {(file: File) => void} onfile
 */
export function acceptDrops(onfile) {
  const { classList } = document.body;
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    // Going from one element to another is a dragleave too; only out of the window has no related target.
    if (event.relatedTarget === null) classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    classList.remove("dropping");
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) onfile(file);
  });
}
