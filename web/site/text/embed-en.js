// @ts-check

export const embedEn = {
  "embed.title": "Embed a figure · Glia",
  "embed.heading": "Put a figure into your article",
  "embed.lead":
    "Choose a figure, set it up, and copy its tag. It runs in the reader's browser; your server only has to serve the page.",
  "embed.choices": "The figure",
  "embed.figure": "Figure",
  "embed.language": "Its language",
  "embed.language.auto": "automatic",
  "embed.language.note": "Automatic uses the language of the surrounding page, then that of the reader's browser.",
  "embed.reset": "Reset to defaults",
  "embed.refused": "This value is not allowed. The figure keeps the previous one.",
  "embed.preview": "Preview",
  "embed.preview.note":
    "The preview is interactive. What you change in it goes into the tag if there is an option for it.",
  "embed.tag": "The tag",
  "embed.copy": "Copy",
  "embed.copied": "Copied.",
  "embed.uncopied": "The browser did not allow copying. Please select the lines and copy them.",
  "embed.form": "How the script is loaded",
  "embed.form.module": "As a module. Right for most pages. One script serves all figures of a page.",
  "embed.form.plain":
    "As a plain script. For pages that are opened from a file, or if the server of the script sends no CORS header.",
  "embed.policy":
    "If your page has a content security policy, it must allow the origin of the script and WebAssembly, and `blob:` workers if figures should train in a worker:",
  "embed.more":
    "Custom properties such as `--glia-accent` set the colors and the font of a figure, and `::part(figure)` styles its parts. [The manifest](dist/custom-elements.json) lists all attributes, events and properties.",
  "embed.fallback": "An interactive figure: {title}. It needs JavaScript.",

  "embed.title.activation": "Activation functions",
  "embed.title.backprop": "One step of backpropagation",
  "embed.title.boundary": "A boundary between two classes",
  "embed.title.descent": "A race of optimizers",
  "embed.title.dot": "Matrix product",
  "embed.title.draw": "Draw a digit",
  "embed.title.forward": "A small network, number by number",
  "embed.title.neuron": "One neuron",
  "embed.title.softmax": "Softmax",
  "embed.title.train": "A training run",
};
