"""Plain PyTorch networks with the names and layouts of torchvision's ResNet, for tests."""
import json
import struct

import numpy
import torch
from torch import nn


def activation(name):
    return {"relu": nn.ReLU, "tanh": nn.Tanh}[name]()


def conv(inputs, outputs, kernel, stride):
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)


class Block(nn.Module):
    """The basic block of ResNet-18."""

    def __init__(self, inputs, outputs, stride, act):
        super().__init__()
        self.conv1, self.bn1 = conv(inputs, outputs, 3, stride), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = conv(outputs, outputs, 3, 1), nn.BatchNorm2d(outputs)
        self.act = activation(act)
        self.downsample = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(conv(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(self.act(self.bn1(self.conv1(x)))))
        return self.act(y + self.downsample(x))


class WideBlock(nn.Module):
    """A pre-activation block of a wide ResNet."""

    def __init__(self, inputs, outputs, stride, act):
        super().__init__()
        self.bn1, self.conv1 = nn.BatchNorm2d(inputs), conv(inputs, outputs, 3, stride)
        self.bn2, self.conv2 = nn.BatchNorm2d(outputs), conv(outputs, outputs, 3, 1)
        self.act = activation(act)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(conv(inputs, outputs, 1, stride))

    def forward(self, x):
        active = self.act(self.bn1(x))
        y = self.conv2(self.act(self.bn2(self.conv1(active))))
        return y + (x if self.downsample is None else self.downsample(active))


def stage(block, inputs, outputs, stride, act):
    return nn.Sequential(block(inputs, outputs, stride, act), block(outputs, outputs, 1, act))


class ResNet18(nn.Module):
    def __init__(self, act, classes):
        super().__init__()
        self.conv1, self.bn1, self.act = conv(3, 64, 3, 1), nn.BatchNorm2d(64), activation(act)
        self.layer1 = stage(Block, 64, 64, 1, act)
        self.layer2 = stage(Block, 64, 128, 2, act)
        self.layer3 = stage(Block, 128, 256, 2, act)
        self.layer4 = stage(Block, 256, 512, 2, act)
        self.fc = nn.Linear(512, classes)

    def forward(self, x):
        x = self.act(self.bn1(self.conv1(x)))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.mean((2, 3)))


class WideResNet(nn.Module):
    def __init__(self, act, classes):
        super().__init__()
        self.conv1 = conv(3, 16, 3, 1)
        self.layer1 = stage(WideBlock, 16, 64, 1, act)
        self.layer2 = stage(WideBlock, 64, 128, 2, act)
        self.layer3 = stage(WideBlock, 128, 256, 2, act)
        self.bn, self.act, self.fc = nn.BatchNorm2d(256), activation(act), nn.Linear(256, classes)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(self.conv1(x))))
        return self.fc(self.act(self.bn(x)).mean((2, 3)))


class Mlp(nn.Module):
    def __init__(self, act, classes, width):
        super().__init__()
        self.hidden1, self.hidden2, self.act = nn.Linear(3072, width), nn.Linear(width, width), activation(act)
        self.fc = nn.Linear(width, classes)

    def forward(self, x):
        return self.fc(self.act(self.hidden2(self.act(self.hidden1(x.flatten(1))))))


def load_safetensors(path):
    """The arrays and the metadata of a file of singles, read by the format's own words."""
    with open(path, "rb") as file:
        raw = file.read()
    start = 8 + struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8:start])
    metadata = header.pop("__metadata__", {})
    arrays = {}
    for name, entry in header.items():
        assert entry["dtype"] == "F32", entry
        begin, end = entry["data_offsets"]
        values = numpy.frombuffer(raw[start + begin : start + end], "<f4").reshape(entry["shape"])
        arrays[name] = torch.tensor(values)
    return arrays, metadata


def save_safetensors(path, arrays, metadata=None):
    """Singles in the order of the dictionary; all else as 64-bit whole numbers."""
    header, blobs, place = {}, [], 0
    if metadata:
        header["__metadata__"] = metadata
    for name, tensor in arrays.items():
        whole = not tensor.is_floating_point()
        blob = tensor.numpy().astype("<i8" if whole else "<f4").tobytes()
        header[name] = {
            "dtype": "I64" if whole else "F32",
            "shape": list(tensor.shape),
            "data_offsets": [place, place + len(blob)],
        }
        place += len(blob)
        blobs.append(blob)
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def network(model, act, arrays=None, classes=10):
    if model == "mlp":
        width = 2139 if arrays is None else len(arrays["hidden1.bias"])
        net = Mlp(act, classes, width)
    else:
        net = {"resnet18": ResNet18, "wrn-16-4": WideResNet}[model](act, classes)
    if arrays is not None:
        net.load_state_dict(arrays)
    return net
