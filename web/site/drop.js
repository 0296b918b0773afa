// @ts-check

/**
 * Takes files dropped anywhere on the page; the body has the class `dropping` while one hovers.
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
    // Leaving one element for another is told as well; only out of the window is there nowhere to go.
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
