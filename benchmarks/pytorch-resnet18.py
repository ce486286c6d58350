#!/usr/bin/env python3
"""One round of training and inference of the same ResNet-18 in PyTorch: prints images/s of both.

pytorch-resnet18.py cpu|cuda BATCH STEPS TF32(0|1)
"""

import sys
import time

import torch
from torch import nn
from torch.nn import functional


def convolution(inputs, outputs, kernel, stride):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs)
    )


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = convolution(inputs, outputs, 3, stride)
        self.second = convolution(outputs, outputs, 3, 1)
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else convolution(inputs, outputs, 1, stride)

    def forward(self, x):
        return functional.relu(self.second(functional.relu(self.first(x))) + self.shortcut(x))


def resnet18():
    layers = [convolution(3, 64, 3, 1), nn.ReLU()]
    channels = 64
    for outputs in (64, 128, 256, 512):
        layers += [Block(channels, outputs, 1 if outputs == 64 else 2), Block(outputs, outputs, 1)]
        channels = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10))


def images_per_second(step, device, batch, steps):
    def repeat():
        for _ in range(steps):
            step()
        if device == "cuda":
            torch.cuda.synchronize()

    repeat()  # warm-up, as long again
    start = time.perf_counter()
    repeat()
    return batch * steps / (time.perf_counter() - start)


def main(device, batch, steps, tf32):
    torch.backends.cuda.matmul.allow_tf32 = tf32
    torch.backends.cudnn.allow_tf32 = tf32
    torch.backends.cudnn.benchmark = True
    network = resnet18().to(device)
    assert sum(p.numel() for p in network.parameters()) == 11_173_962
    optimizer = torch.optim.Adam(network.parameters())
    images = torch.rand(batch, 3, 32, 32, device=device)
    labels = torch.arange(batch, device=device) % 10

    def train():
        optimizer.zero_grad(set_to_none=True)
        functional.cross_entropy(network(images), labels).backward()
        optimizer.step()

    def infer():
        with torch.no_grad():
            network(images)

    training = images_per_second(train, device, batch, steps)
    network.eval()
    print(f"{training:.1f} {images_per_second(infer, device, batch, steps):.1f}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "1")
