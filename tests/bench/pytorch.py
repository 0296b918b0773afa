# PyTorch's part of pytorch.js. Each command is a line of JSON, and each gets a reply. A command defines a network and how
# to train it, or takes a number of steps with one of these networks.
#
#   python3 pytorch.py IMAGES LABELS    gzipped IDX files
import base64
import gzip
import json
import re
import sys

import torch
from torch import nn
from torch.nn.functional import cross_entropy

torch.set_num_threads(1)

ACTIVATIONS = {"relu": [nn.ReLU], "sigmoid": [nn.Sigmoid], "softmax": []}  # cross_entropy includes the softmax


def read_idx(path, head):
    return torch.frombuffer(bytearray(gzip.open(path).read()[head:]), dtype=torch.uint8)


def floats(text, shape):
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32).reshape(shape)


def modules_of(layer, after_image):
    shape = layer["shape"]
    if len(shape) == 4:
        yield nn.Conv2d(shape[1], shape[0], shape[2])
        yield nn.ReLU()
        yield nn.MaxPool2d(2)
        return
    if after_image:
        yield nn.Flatten()
    yield nn.Linear(shape[1], shape[0])
    for activation in ACTIVATIONS[layer["activation"]]:
        yield activation()


class Training:
    def __init__(self, x, y, layers, batch, batches, rate, channels_last, traced):
        images = [len(layer["shape"]) == 4 for layer in layers]
        net = nn.Sequential(*(m for layer, image in zip(layers, [False, *images]) for m in modules_of(layer, image)))
        self.parameters = list(net.parameters())
        self.start = [floats(layer[part], s) for layer in layers for part, s in (("kernel", layer["shape"]), ("bias", -1))]
        shape = (-1, 1, 28, 28) if images[0] else (-1, 784)
        self.x = [part.reshape(shape).clone() for part in x.split(batch)[:batches]]
        self.y = [part.clone() for part in y.split(batch)[:batches]]
        if channels_last:
            net = net.to(memory_format=torch.channels_last)
            self.x = [part.to(memory_format=torch.channels_last) for part in self.x]
        self.net = torch.jit.trace(net, self.x[0]) if traced else net
        self.optimizer = torch.optim.SGD(net.parameters(), rate, foreach=traced)

    def restart(self):
        with torch.no_grad():
            for parameter, values in zip(self.parameters, self.start):
                parameter.copy_(values)

    def step(self, i):
        self.optimizer.zero_grad(set_to_none=True)
        loss = cross_entropy(self.net(self.x[i]), self.y[i])
        loss.backward()
        self.optimizer.step()
        return loss.item()


def main(images, labels):
    x = read_idx(images, 16).float().div(255).reshape(-1, 784)
    y = read_idx(labels, 8).long()
    with open("/proc/self/maps") as maps:
        openblas = re.search(r"libopenblas[^/\n]*", maps.read())
    blas = openblas[0] if openblas else "a BLAS that is not OpenBLAS"
    print(json.dumps({"torch": torch.__version__, "blas": blas}), flush=True)
    trainings = []
    for line in sys.stdin:
        command = json.loads(line)
        if "layers" in command:
            trainings.append(Training(x, y, **command))
            answer = len(trainings) - 1
        else:
            training = trainings[command["training"]]
            if command["restart"]:
                training.restart()
            for i in range(command["steps"]):
                answer = training.step(i)
        print(json.dumps(answer), flush=True)


main(*sys.argv[1:])
