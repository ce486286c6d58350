"""python steps.py FOLDER BATCH: the steps of a training from FOLDER/network.safetensors on FOLDER/images and labels.

What the first step makes of the weights is computed in double precision, too.
"""
import sys

import numpy
import torch
from networks import load_safetensors, network

folder, batch = sys.argv[1], int(sys.argv[2])
arrays, metadata = load_safetensors(folder + "/network.safetensors")
net = network(metadata["model"], metadata["activation"], arrays)
images = torch.tensor(numpy.fromfile(folder + "/images", "<f4").reshape(-1, batch, 3, 32, 32))
labels = torch.tensor(numpy.fromfile(folder + "/labels", "<f4").reshape(-1, batch)).long()


def flat(net):
    state = net.state_dict()
    return torch.cat([state[name].flatten() for name in arrays]).float().numpy().astype("<f4")


def train(net, images, labels):
    """Losses of all steps; what is left of the first one goes to a file of the precision's name."""
    optimizer = torch.optim.Adam(net.parameters(), 1e-3)
    for step in range(len(images)):
        loss = torch.nn.functional.cross_entropy(net(images[step]), labels[step])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step == 0:
            flat(net).tofile(folder + "/after-1-" + str(images.dtype)[6:])
        yield loss.item()


exact = network(metadata["model"], metadata["activation"], arrays).double()
list(train(exact, images[:1].double(), labels[:1]))
numpy.array(list(train(net, images, labels)), "<f4").tofile(folder + "/losses")
flat(net).tofile(folder + "/after")
