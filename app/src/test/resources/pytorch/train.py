"""python train.py FOLDER MODEL: a PyTorch network that has learnt a little, its file and its logits of images."""
import sys

import numpy
import torch
from networks import network, save_safetensors

folder, model, act = sys.argv[1:4]
torch.manual_seed(5)
net = network(model, act)
images = torch.tensor(numpy.fromfile(folder + "/images", "<f4").reshape(-1, 3, 32, 32))
optimizer = torch.optim.Adam(net.parameters(), 1e-3)
for step in range(3):
    loss = torch.nn.functional.cross_entropy(net(images), torch.arange(len(images)) % 10)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
save_safetensors(folder + "/theirs.safetensors", {"module." + k: v for k, v in net.state_dict().items()})
with torch.no_grad():
    net.eval()(images).numpy().astype("<f4").tofile(folder + "/logits")
