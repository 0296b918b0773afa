// @ts-check

export const embedEn = {
  "embed.title": "Embed a figure · Glia",
  "embed.heading": "Put a figure into your article",
  "embed.lead":
    "Choose a figure, set it up, and copy its tag. It runs in the reader's browser; your host only has to serve the page.",
  "embed.choices": "The figure",
  "embed.figure": "Figure",
  "embed.language": "Its language",
  "embed.language.auto": "automatic",
  "embed.language.note": "Automatic follows the language of the page around it, then the reader's browser.",
  "embed.reset": "Back to the defaults",
  "embed.refused": "This value does not fit. The figure keeps the one before.",
  "embed.preview": "As it will look",
  "embed.preview.note": "It is alive. What you change in it goes into the tag, where an option keeps it.",
  "embed.tag": "The tag",
  "embed.copy": "Copy",
  "embed.copied": "Copied.",
  "embed.uncopied": "The browser refused; please select the lines.",
  "embed.form": "How the script is loaded",
  "embed.form.module": "As a module. Right for most pages. One script serves all figures of a page.",
  "embed.form.plain":
    "As a plain script. For pages that are opened from files, and when the host of the script sends no CORS header.",
  "embed.policy":
    "A page with a content security policy has to allow the script's origin and WebAssembly, and workers from `blob:` if a figure is to train in a worker:",
  "embed.more":
    "A figure takes its colours and its font from custom properties such as `--glia-accent`, and parts of it can be styled with `::part(figure)`. [The manifest](dist/custom-elements.json) lists all attributes, events and properties.",
  "embed.fallback": "A live figure: {title}. It needs JavaScript.",

  "embed.title.activation": "Activation functions",
  "embed.title.backprop": "One step of backpropagation",
  "embed.title.boundary": "A boundary between points",
  "embed.title.descent": "A race down a slope",
  "embed.title.dot": "Matrix product",
  "embed.title.draw": "Draw a digit",
  "embed.title.forward": "A small network, number by number",
  "embed.title.neuron": "One neuron",
  "embed.title.softmax": "Softmax",
  "embed.title.train": "A training run",
};
