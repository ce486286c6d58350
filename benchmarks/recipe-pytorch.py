#!/usr/bin/env python3
"""The recipe `fast` in PyTorch, on the same files: prints the accuracy on the 10,000 test images, without and with mirror TTA.

recipe-pytorch.py CIFAR-10-BATCHES-BIN [IMAGES [EPOCHS [SEED [INIT]]]]     bfloat16 by autocast, channels last

IMAGES is a multiple of 10: so many training images, the first of each class. INIT is torch, PyTorch's own, which the recipe
means, or glorot-normal.
"""

import importlib.util
import pathlib
import sys

import numpy
import torch
from torch.nn import functional

BATCH, PEAK, START, PEAK_AT, MOMENTUM, DECAY, SHIFT, HOLE = 500, 0.2, 0.2, 0.2, 0.9, 5e-4, 4, 12


def peer():
    path = pathlib.Path(__file__).with_name("pytorch-resnet18.py")
    spec = importlib.util.spec_from_file_location("peer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(folder, *names):
    records = numpy.concatenate(
        [numpy.fromfile(pathlib.Path(folder, name), numpy.uint8).reshape(-1, 3073) for name in names]
    )
    images = torch.from_numpy(records[:, 1:].reshape(-1, 3, 32, 32).astype(numpy.float32)) / 255
    return images, torch.from_numpy(records[:, 0].astype(numpy.int64))


def first_of_each_class(images, labels, count):
    kept = torch.cat([(labels == k).nonzero()[: count // 10, 0] for k in range(10)]).sort().values
    return images[kept], labels[kept]


def rate(step, steps):
    """From 0.2 of the peak to the peak at a fifth of all steps, and to 0 at the end."""
    top = PEAK_AT * steps
    return PEAK * (START + (1 - START) * step / top if step < top else (steps - step) / (steps - top))


def augmented(images):
    """Flip, shift by up to 4 over the reflected border, and a hole of 12 x 12 around a pixel of the image."""
    count = len(images)
    images = torch.where((torch.rand(count) < 0.5).view(-1, 1, 1, 1), images.flip(3), images)
    padded = functional.pad(images, (SHIFT,) * 4, mode="reflect")
    places = torch.arange(32)
    rows = torch.randint(2 * SHIFT + 1, (count, 1)) + places
    columns = torch.randint(2 * SHIFT + 1, (count, 1)) + places
    moved = padded[torch.arange(count).view(-1, 1, 1), :, rows.unsqueeze(2), columns.unsqueeze(1)].permute(0, 3, 1, 2)
    top, left = torch.randint(32, (2, count, 1)) - HOLE // 2
    inside = [(places >= edge) & (places < edge + HOLE) for edge in (top, left)]
    hole = inside[0].unsqueeze(2) & inside[1].unsqueeze(1)
    return moved.masked_fill(hole.unsqueeze(1), 0)


def accuracies(network, images, labels):
    network.eval()
    plain = mirrored = 0
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for x, y in zip(images.split(BATCH), labels.split(BATCH)):
            x = x.contiguous(memory_format=torch.channels_last)
            logits, flipped = network(x).float(), network(x.flip(3)).float()
            plain += (logits.argmax(1) == y).sum().item()
            mirrored += ((logits.softmax(1) + flipped.softmax(1)).argmax(1) == y).sum().item()
    return 100 * plain / len(labels), 100 * mirrored / len(labels)


def initialise(layer):
    if isinstance(layer, (torch.nn.Conv2d, torch.nn.Linear)):
        torch.nn.init.xavier_normal_(layer.weight)
        if layer.bias is not None:
            torch.nn.init.zeros_(layer.bias)


def main(folder, count=50_000, epochs=26, seed=0, init="torch"):
    count, epochs, seed = int(count), int(epochs), int(seed)
    torch.manual_seed(seed)
    images, labels = first_of_each_class(*read(folder, *(f"data_batch_{k}.bin" for k in range(1, 6))), count)
    test, test_labels = read(folder, "test_batch.bin")
    mean, deviation = (f(images, (0, 2, 3)).view(1, 3, 1, 1) for f in (torch.mean, torch.std))
    images, test = (images - mean) / deviation, (test - mean) / deviation
    network = peer().resnet18().to(memory_format=torch.channels_last)
    if init == "glorot-normal":
        network.apply(initialise)
    optimizer = torch.optim.SGD(network.parameters(), PEAK, MOMENTUM, weight_decay=DECAY, nesterov=True)
    steps, done = epochs * (count // BATCH), 0
    for epoch in range(1, epochs + 1):
        network.train()
        right = losses = 0
        for chosen in torch.randperm(count)[: count // BATCH * BATCH].split(BATCH):
            optimizer.param_groups[0]["lr"] = rate(done, steps)
            x = augmented(images[chosen]).contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16):
                logits = network(x)
                loss = functional.cross_entropy(logits.float(), labels[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            losses += loss.item() * BATCH
            right += (logits.argmax(1) == labels[chosen]).sum().item()
            done += 1
        seen = count // BATCH * BATCH
        print(f"epoch {epoch}: training loss {losses / seen:.4f}, accuracy {100 * right / seen:.2f} %", flush=True)
    print("accuracy %.2f %%, with mirror TTA %.2f %%" % accuracies(network, test, test_labels))


if __name__ == "__main__":
    main(*sys.argv[1:])
