#!/usr/bin/env python3
"""Training and inference of a network in PyTorch: prints images/s of both and the peak memory of training in MiB.

peer-pytorch.py resnet18|wrn_16_4|mlp nchw|channels-last float32|bf16 BATCH STEPS

With "forever" for STEPS it trains until it is killed, and prints which step is done with which loss.
"""

import importlib.util
import itertools
import os
import re
import sys
import time

import torch
from torch import nn
from torch.nn import functional

WIDTH = 2139  # of the hidden layers, as EqualParameterMlp solves for


def resnet18():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pytorch-resnet18.py")
    spec = importlib.util.spec_from_file_location("pytorch_resnet18", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    network = module.resnet18()
    assert sum(p.numel() for p in network.parameters()) == 11_173_962
    return network


def mlp():
    network = nn.Sequential(
        nn.Flatten(),
        nn.Linear(3072, WIDTH),
        nn.ReLU(inplace=True),
        nn.Linear(WIDTH, WIDTH),
        nn.ReLU(inplace=True),
        nn.Linear(WIDTH, 10),
    )
    count = sum(p.numel() for p in network.parameters())
    assert count == 11_172_007, count
    return network


class WideBlock(nn.Module):
    """A pre-activation block; where the shape changes, the shortcut goes out from behind the first activation."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.norm1, self.norm2 = nn.BatchNorm2d(inputs), nn.BatchNorm2d(outputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.shortcut = None if inputs == outputs else nn.Conv2d(inputs, outputs, 1, stride, bias=False)

    def forward(self, x):
        active = functional.relu(self.norm1(x), inplace=True)
        branch = self.conv2(functional.relu(self.norm2(self.conv1(active)), inplace=True))
        return branch + (x if self.shortcut is None else self.shortcut(active))


def wrn_16_4():
    """Zagoruyko and Komodakis, 2016."""
    layers, channels = [nn.Conv2d(3, 16, 3, 1, 1, bias=False)], 16
    for outputs in (64, 128, 256):
        layers += [WideBlock(channels, outputs, 1 if outputs == 64 else 2), WideBlock(outputs, outputs, 1)]
        channels = outputs
    layers += [nn.BatchNorm2d(256), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 10)]
    network = nn.Sequential(*layers)
    assert sum(p.numel() for p in network.parameters()) == 2_748_890
    return network


def adam(parameters):
    """Fused where this PyTorch has it for the processor."""
    parameters = list(parameters)
    try:
        return torch.optim.Adam(parameters, fused=True)
    except (RuntimeError, TypeError):
        return torch.optim.Adam(parameters)


def peak():
    """The highest resident memory so far, in MiB."""
    with open("/proc/self/status", encoding="ascii") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) // 1024


def images_per_second(step, batch, steps):
    for _ in range(steps):  # warm-up, as long again
        step()
    start = time.perf_counter()
    for _ in range(steps):
        step()
    return batch * steps / (time.perf_counter() - start)


def main(model, layout, precision, batch, steps):
    torch.manual_seed(0)
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    memory = torch.channels_last if layout == "channels-last" else torch.contiguous_format
    network = {"resnet18": resnet18, "wrn_16_4": wrn_16_4, "mlp": mlp}[model]().to(memory_format=memory)
    optimizer = adam(network.parameters())
    images = torch.rand(batch, 3, 32, 32).contiguous(memory_format=memory)
    labels = torch.arange(batch) % 10

    def forward():
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16"):
            return network(images)

    def train():
        optimizer.zero_grad(set_to_none=True)
        loss = functional.cross_entropy(forward().float(), labels)
        loss.backward()
        optimizer.step()
        return loss

    def infer():
        with torch.no_grad():
            forward()

    if steps == "forever":
        for step in itertools.count(1):
            print(f" {step}/0 loss {train().item():.3f}", flush=True)
    steps = int(steps)

    training = images_per_second(train, batch, steps)
    memory = peak()
    network.eval()
    print(f"{training:.1f} {images_per_second(infer, batch, steps):.1f} {memory}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
