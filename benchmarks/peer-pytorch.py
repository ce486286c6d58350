#!/usr/bin/env python3
"""Training and inference of a network in PyTorch: prints images/s of both and the peak memory of training in MiB.

peer-pytorch.py resnet18|mlp nchw|channels-last float32|bf16 BATCH STEPS

With "forever" for STEPS it trains until it is killed, and prints which step is done with which loss.
"""

import importlib.util
import itertools
import os
import resource
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


def images_per_second(step, batch, steps):
    for _ in range(2):  # warm-up
        step()
    start = time.perf_counter()
    for _ in range(steps):
        step()
    return batch * steps / (time.perf_counter() - start)


def main(model, layout, precision, batch, steps):
    torch.manual_seed(0)
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    memory = torch.channels_last if layout == "channels-last" else torch.contiguous_format
    network = resnet18().to(memory_format=memory) if model == "resnet18" else mlp()
    optimizer = torch.optim.Adam(network.parameters())
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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    network.eval()
    print(f"{training:.1f} {images_per_second(infer, batch, 2 * steps):.1f} {peak:.0f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
