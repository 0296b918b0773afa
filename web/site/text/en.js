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
  "page.footer": "Glia, a neural network that runs in a web page.",

  "samples.heading": "Or try one that the network has never seen",
  "samples.heading.clothes": "Choose a picture that the network has never seen",
  "samples.one": "Handwritten {digit}",
  "samples.more": "More samples",

  "why.note":
    "The contribution of a pixel is its ink times the slope: how fast the score of the answer rises with more ink there. Empty paper contributes nothing.",

  "sees.note":
    "Your ink is cut out, scaled to fit 20 × 20 pixels, and moved so that its center of mass lies in the middle of 28 × 28 pixels, just like the digits that the network learned from. Under each picture: what the network would answer if it were given that one.",
  "sees.note.clothes":
    "The drawing is only scaled down to 28 × 28 pixels, because the clothes that the network learned from fill their pictures from edge to edge.",

  "nearest.heading": "The most similar training digits",
  "nearest.distance": "distance {distance}",
  "nearest.note":
    "The three of 10,000 training digits whose 784 pixels differ least from yours. The network does not look them up: it keeps only its weights.",

  "layers.note":
    "Every square is one neuron of a hidden layer: the larger the square, the larger its output. Hollow squares are outputs below zero.",
  "layers.unit": "Neuron {unit} of {count}: {value}",
  "layers.choose": "Neuron of layer {index}",
  "layers.hint": "Point at a square, or use the arrow keys, to read its value.",
  "layers.none": "This network has no hidden layers: the answer comes directly from the pixels.",
  "maps.label": "Maps of layer {index}",
  "maps.one": "Map {map} of {count}",
  "layer.dense": "{units} neurons, {activation}",
  "layer.conv2d": "convolution, {units} filters of {rows} × {columns}, {activation}",
  "layer.maxPool2d": "max pooling, the largest value of every {rows} × {columns}",
  "layer.avgPool2d": "average pooling, the mean of every {rows} × {columns}",
  "layer.globalAvgPool2d": "global average pooling, the mean of each of {units} maps",
  "layer.flatten": "{units} numbers in one row",
  "layer.activation": "{activation} activation",
  "layer.other": "{type}",
  "layers.note.maps":
    "Every picture is a feature map: it shows where one filter found its pattern in the input of the layer. The small picture underneath is the filter; if the filter looks at several maps, its strongest slice is shown. Blue is above zero, orange below. Choose a map to enlarge it and to see the numbers behind it.",

  "inspect.heading": "Layer {index}, map {map} of {count}",
  "inspect.close": "Close",
  "inspect.map": "Map {map}, {height} × {width} pixels",
  "inspect.picture": "The input; the outlined part is used here",
  "inspect.channel": "The input, map {channel} of {count}; the outlined part is used here",
  "inspect.keys": "Click a pixel of the map, or choose one with the arrow keys. Escape closes.",
  "inspect.keys.channels":
    "Click a pixel of the map, or choose one with the arrow keys. Page Up and Page Down choose the input map; Escape closes.",
  "inspect.outside": "Dashed cells are outside of the picture and count as 0.",
  "inspect.outside.pool": "Dashed cells are outside of the picture and do not count.",
  "inspect.patch": "Input",
  "inspect.filter": "Filter",
  "inspect.products": "Products",
  "inspect.sum": "Sum of the products",
  "inspect.sum.channel": "Sum of these products (map {channel})",
  "inspect.sum.all": "Sum over all {count} maps",
  "inspect.bias": "Bias",
  "inspect.total": "Sum plus bias",
  "inspect.bent": "After {activation}",
  "inspect.largest": "Largest of the {count}",
  "inspect.mean": "Mean of the {count}",
  "inspect.value": "What the network computed",
  "inspect.rounded": "All numbers are rounded to three places.",
  "inspect.channels": "Input maps",
  "inspect.channels.note":
    "The filter has one slice for each input map. Choose a map to see its products; the number below it is their sum.",
  "inspect.part": "Map {channel}: its products add up to {sum}",
  "inspect.blank": "Row {row}, column {column}",
  "inspect.say":
    "Row {row}, column {column}: the sum of the products is {sum}, plus the bias {bias} makes {total}. The value of the map is {value}.",
  "inspect.say.nobias":
    "Row {row}, column {column}: the sum of the products is {sum}. The value of the map is {value}.",
  "inspect.say.largest": "Row {row}, column {column}: the largest is {result}. The value of the map is {value}.",
  "inspect.say.mean": "Row {row}, column {column}: the mean is {result}. The value of the map is {value}.",
  "inspect.say.value": "Row {row}, column {column}: {value}.",

  "model.heading": "The network",
  "model.choose": "Choose a network",
  "model.cnn": "Convolutional network",
  "model.cnn.note":
    "Uses small filters to find strokes before it decides. The most accurate network here, and the only one that can say “not sure”.",
  "model.mlp": "Plain network",
  "model.mlp.note": "One hidden layer of 128 neurons. Fast, and usually correct.",
  "model.book": "The book's network",
  "model.book.note": "Two hidden layers of 50 and 100 neurons with sigmoid, as in beginners' books.",
  "model.fashion": "Clothes instead of digits",
  "model.fashion.note": "A convolutional network that tells ten kinds of clothes apart (Fashion-MNIST).",
  "model.taught": "Yours",
  "model.taught.note": "Trained on this page with your own digits.",
  "model.own": "Your file: {name}",
  "model.own.note": "Opened from your device; it stays in this page.",
  "model.open": "Open a model file…",
  "model.open.note": "A .safetensors file saved by Glia. You can also drop it anywhere on this page.",
  "model.drop": "Drop the model file to use it",
  "model.layers": "Layers",
  "model.parameters": "Parameters",
  "model.accuracy": "Accuracy on MNIST's 10,000 test digits",
  "model.accuracy.clothes": "Accuracy on Fashion-MNIST's 10,000 test pictures",
  "model.bytes": "File size",
  "model.kilobytes": "{size} kB",
  "model.unknown": "unknown",

  "trouble.close": "Close",
  "trouble.file": "{name} cannot be used. The network you had is still in use.",
  "trouble.format": "This is not a model file saved by Glia, or it is damaged.",
  "trouble.more": "Details",
  "trouble.fetch": "The network could not be loaded. Check your connection and reload the page.",
  "trouble.missing": "The server has no file {file} (status {status}).",
  "trouble.wasm":
    "This browser could not start WebAssembly, which the network needs. Use a current browser, or allow WebAssembly in its settings.",
  "trouble.input": "The model takes {inputs} numbers as input; a drawing here has 784 (28 × 28 pixels).",
  "trouble.output": "The model has {outputs} outputs; it needs ten, one for each digit.",
  "trouble.probabilities": "The ten outputs of the model are not probabilities. Its last layer must be a softmax.",

  "data.fetch": "The data could not be loaded. Check your connection and try again.",
  "data.missing": "The server has no file {file} (status {status}).",

  "how.heading": "How it reads",
  "how.pixels":
    "To the network, your drawing is 784 numbers, one for each pixel: 0 for paper, 1 for ink, and something in between for gray. A convolution slides small filters over them. At every position, a filter multiplies the few numbers under it by its weights, adds up the products, and applies an activation function to the sum. The result is a map of where the filter found its pattern, and the filters of the next layer look at all of these maps. Pooling makes the maps smaller.",
  "how.output":
    "The last layer computes ten weighted sums of everything that was found, one for each digit. The ten sums are then turned into probabilities that add up to 1. Nobody chose the weights: training adjusted them little by little on 60,000 handwritten digits. The plain networks have no filters: each of their neurons looks at all the pixels at once.",
  "how.limits":
    "The network knows ten digits and nothing else. The convolutional network was also trained on non-digits, such as scribbles, crosses and letters, so it can say that it is not sure; a shape that looks enough like a digit still fools it. The plain networks saw only digits: draw a heart, and they name a digit, often with high confidence.",
};
