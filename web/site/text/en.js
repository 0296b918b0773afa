// @ts-check

export const en = {
  "page.title": "Draw a digit · Glia",
  "page.skip": "Skip to the drawing pad",
  "page.language": "Language",
  "page.pages": "Pages",
  "page.draw": "Draw",
  "page.train": "Train",
  "page.learn": "Learn",
  "page.heading": "Draw a digit",
  "page.lead":
    "A small neural network reads it while you draw. It runs in this page; nothing you draw leaves your device.",
  "page.footer": "Glia, a neural network that lives in a web page.",

  "samples.heading": "Or try one that the network has never seen",
  "samples.heading.clothes": "Choose a picture that the network has never seen",
  "samples.one": "Handwritten {digit}",
  "samples.more": "Other ones",

  "why.note":
    "Each pixel counts as its ink times how much the answer's score would rise with more ink there. Empty paper counts as nothing.",

  "sees.note":
    "Your ink is cut out, fitted into 20 × 20 pixels, and moved until its centre of mass is in the middle of 28 × 28, as the digits it learnt from were. Under each picture: what the network would say if it got that one.",
  "sees.note.clothes":
    "The pad is only made smaller, to 28 × 28 pixels: the pictures of clothes that it learnt from fill theirs from edge to edge.",

  "nearest.heading": "Most like it among the training digits",
  "nearest.distance": "distance {distance}",
  "nearest.note":
    "Of 10,000 digits to learn from, the three whose 784 pixels differ least from yours. The network does not look them up: it keeps only its weights.",

  "layers.note":
    "Every square is one unit of a hidden layer: the larger, the stronger its output. Hollow squares are outputs below zero.",
  "layers.unit": "Unit {unit} of {count}: {value}",
  "layers.choose": "Unit of layer {index}",
  "layers.hint": "Point at a square, or use the arrow keys, to read its value.",
  "layers.none": "This network has no hidden layers: the pixels decide directly.",
  "maps.label": "Maps of layer {index}",
  "maps.one": "Map {map} of {count}",
  "layer.dense": "{units} units, {activation}",
  "layer.conv2d": "convolution, {units} filters of {rows} × {columns}, {activation}",
  "layer.maxPool2d": "max pooling, the largest of every {rows} × {columns}",
  "layer.avgPool2d": "average pooling, the mean of every {rows} × {columns}",
  "layer.globalAvgPool2d": "global average pooling, the mean of each of {units} maps",
  "layer.flatten": "{units} numbers in a row",
  "layer.activation": "{activation} activation",
  "layer.other": "{type}",
  "layers.note.maps":
    "Every picture is a map: what one filter finds in the picture before it, and where. Underneath is the filter, the strongest slice of it where it looks at several maps. Blue is above zero, orange below. Choose one to enlarge it and to see the numbers behind it.",

  "inspect.heading": "Layer {index}, map {map} of {count}",
  "inspect.close": "Close",
  "inspect.map": "Map {map}, {height} × {width} pixels",
  "inspect.picture": "What goes in, and the part that counts here",
  "inspect.channel": "What goes in: map {channel} of {count}, and the part that counts here",
  "inspect.keys": "Click a pixel of the map, or choose it with the arrow keys. Escape closes.",
  "inspect.keys.channels":
    "Click a pixel of the map, or choose it with the arrow keys. Page Up and Page Down choose the map that goes in; Escape closes.",
  "inspect.outside": "Dashed: outside of the picture, which counts as 0.",
  "inspect.outside.pool": "Dashed: outside of the picture, which does not count.",
  "inspect.patch": "What goes in",
  "inspect.filter": "Filter",
  "inspect.products": "Products",
  "inspect.sum": "Sum of the products",
  "inspect.sum.channel": "Sum of these products (map {channel})",
  "inspect.sum.all": "Sum over all {count} maps",
  "inspect.bias": "Bias",
  "inspect.total": "Sum with the bias",
  "inspect.bent": "After {activation}",
  "inspect.largest": "Largest of the {count}",
  "inspect.mean": "Mean of the {count}",
  "inspect.value": "What the network computed",
  "inspect.rounded": "All numbers are rounded to three places.",
  "inspect.channels": "The maps that go in",
  "inspect.channels.note":
    "The filter has a slice for every map that goes in. Choose one to see its products; the number is their sum.",
  "inspect.part": "Map {channel}: its products add up to {sum}",
  "inspect.blank": "Row {row}, column {column}",
  "inspect.say":
    "Row {row}, column {column}: the products add up to {sum}, with the bias of {bias} that is {total}. The map has {value}.",
  "inspect.say.nobias": "Row {row}, column {column}: the products add up to {sum}. The map has {value}.",
  "inspect.say.largest": "Row {row}, column {column}: the largest is {result}. The map has {value}.",
  "inspect.say.mean": "Row {row}, column {column}: the mean is {result}. The map has {value}.",
  "inspect.say.value": "Row {row}, column {column}: {value}.",

  "model.heading": "The network",
  "model.choose": "Choose a network",
  "model.cnn": "Convolutional network",
  "model.cnn.note":
    "Looks for strokes with small filters before it decides. The best reader here; it says so when it is not sure.",
  "model.mlp": "Plain network",
  "model.mlp.note": "One hidden layer of 128 units. Quick, and right most of the time.",
  "model.book": "The book's network",
  "model.book.note": "Two hidden layers of 50 and 100 units with sigmoids, as beginners' books build it.",
  "model.fashion": "Clothes instead of digits",
  "model.fashion.note": "A convolutional network that tells ten kinds of clothes apart (Fashion-MNIST).",
  "model.taught": "Yours",
  "model.taught.note": "Taught on this page with your own digits.",
  "model.own": "Your file: {name}",
  "model.own.note": "Read from your device, and kept in this page only.",
  "model.open": "Open a model file…",
  "model.open.note": "A .safetensors file saved by Glia. You can also drop it anywhere on this page.",
  "model.drop": "Drop the model file to use it",
  "model.layers": "Layers",
  "model.parameters": "Parameters",
  "model.accuracy": "Right on MNIST's 10,000 test digits",
  "model.accuracy.clothes": "Right on Fashion-MNIST's 10,000 test pictures",
  "model.bytes": "File",
  "model.kilobytes": "{size} kB",
  "model.unknown": "not known",

  "trouble.close": "Close",
  "trouble.file": "{name} cannot be used. The network you had is still in place.",
  "trouble.format": "This is not a model file that Glia saved, or it is damaged.",
  "trouble.more": "Details",
  "trouble.fetch": "The network could not be fetched. Check your connection and reload the page.",
  "trouble.missing": "The server has no file {file} (it answered {status}).",
  "trouble.wasm":
    "This browser would not start WebAssembly, which the network runs on. A current browser, or a setting that allows it, is needed.",
  "trouble.input": "It takes {inputs} numbers; a drawing here has 784 (28 × 28 pixels).",
  "trouble.output": "It gives {outputs} numbers; ten are needed, one for each digit.",
  "trouble.probabilities": "Its ten outputs are not probabilities. The last layer has to be a softmax.",

  "data.fetch": "The data could not be fetched. Check your connection and try again.",
  "data.missing": "The server has no file {file} (it answered {status}).",

  "how.heading": "How it reads",
  "how.pixels":
    "To the network your drawing is 784 numbers, one a pixel: 0 for paper, 1 for ink. A convolution slides small filters over them: at every place a filter multiplies the few numbers under it by its weights, adds them up, and bends the sum with a simple curve. What it found where is a map, and the next layer's filters look at all the maps. Pooling makes them smaller.",
  "how.output":
    "The last layer weighs everything that was found ten times, once for each digit. The ten sums are then turned into probabilities that add up to 1. Nobody chose the weights: they were adjusted, little by little, on 60,000 digits written by hand. The plain networks do without filters: every unit of theirs looks at all the pixels at once.",
  "how.limits":
    "It knows ten digits and nothing else. The convolutional network was also shown ink that is no digit, such as scribbles, crosses and letters, so that it can say that it is not sure; a shape that looks enough like a digit fools it still. The plain networks were not: draw a heart, and they name a digit, often with great confidence.",
};
