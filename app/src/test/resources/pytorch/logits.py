"""python logits.py FOLDER: logits of FOLDER/images by FOLDER/network.safetensors, in singles and under autocast."""
import sys

import numpy
import torch
from networks import load_safetensors, network

folder = sys.argv[1]
arrays, metadata = load_safetensors(folder + "/network.safetensors")
net = network(metadata["model"], metadata["activation"], arrays).eval()
images = torch.tensor(numpy.fromfile(folder + "/images", "<f4").reshape(-1, 3, 32, 32))
with torch.no_grad():
    net(images).numpy().astype("<f4").tofile(folder + "/logits")
    with torch.autocast("cpu", torch.bfloat16):
        net(images).float().numpy().astype("<f4").tofile(folder + "/logits-autocast")
