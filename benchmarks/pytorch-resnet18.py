#!/usr/bin/env python3
"""One round of training and inference of the same ResNet-18 in PyTorch: prints images/s of both.

pytorch-resnet18.py cpu|cuda BATCH STEPS float32|tf32|bf16|bf16-graph

bf16 is autocast with channels last; bf16-graph replays both as CUDA graphs. Adam is fused on a GPU.
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
        branch = self.second(functional.relu(self.first(x), inplace=True))
        return functional.relu(branch + self.shortcut(x), inplace=True)


def resnet18():
    layers = [convolution(3, 64, 3, 1), nn.ReLU(inplace=True)]
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


def recorded(step):
    """The step as a CUDA graph, after three runs on another stream as PyTorch's documentation asks."""
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            step()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step()
    return graph.replay


def main(device, batch, steps, kind):
    reduced, graph, cuda = kind.startswith("bf16"), kind.endswith("graph"), device == "cuda"
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = kind != "float32"
    torch.backends.cudnn.benchmark = True
    layout = torch.channels_last if reduced else torch.contiguous_format
    network = resnet18().to(device, memory_format=layout)
    assert sum(p.numel() for p in network.parameters()) == 11_173_962
    optimizer = torch.optim.Adam(network.parameters(), **({"fused": True, "capturable": graph} if cuda else {}))
    images = torch.rand(batch, 3, 32, 32, device=device).to(memory_format=layout)
    labels = torch.arange(batch, device=device) % 10

    def loss():
        with torch.autocast(device, torch.bfloat16, enabled=reduced, cache_enabled=not graph):
            return functional.cross_entropy(network(images), labels)

    def train():
        optimizer.zero_grad(set_to_none=True)
        loss().backward()
        optimizer.step()

    def infer():
        with torch.no_grad(), torch.autocast(device, torch.bfloat16, enabled=reduced, cache_enabled=not graph):
            network(images)

    training = images_per_second(recorded(train) if graph else train, device, batch, steps)
    network.eval()
    print(f"{training:.1f} {images_per_second(recorded(infer) if graph else infer, device, batch, steps):.1f}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
