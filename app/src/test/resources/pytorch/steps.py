"""python steps.py FOLDER BATCH EXACT: the steps of a training from FOLDER/network.safetensors on FOLDER/images, labels.

The first EXACT steps are computed in double precision, too.
"""
import sys

import numpy
import torch
from networks import load_safetensors, network

folder, batch, exact = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
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


double = network(metadata["model"], metadata["activation"], arrays).double()
numpy.array(list(train(double, images[:exact].double(), labels[:exact])), "<f4").tofile(folder + "/losses-float64")
numpy.array(list(train(net, images, labels)), "<f4").tofile(folder + "/losses")
flat(net).tofile(folder + "/after")
