#!/usr/bin/env python3
"""Writes numpy_reference.json beside itself: what NumPy makes of the same formulas and seeds.

Run:   python3 numpy_reference.py        (needs numpy, for instance Debian's python3-numpy)
"""
import json
import os

import numpy as np


def packed(array):
    array = np.asarray(array, dtype=np.float64)
    return {"shape": list(array.shape), "values": [float(v) for v in array.ravel()]}


def all_packed(arrays):
    return {name: packed(array) for name, array in arrays.items()}


# ---- question 1

def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def sigmoid(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-np.abs(x))), np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))))


def activation(name, x, grad):
    if name == "relu":
        return (x > 0).astype(float) if grad else np.maximum(x, 0)
    if name == "tanh":
        return 1 - np.tanh(x) ** 2 if grad else np.tanh(x)
    if name == "sigmoid":
        return sigmoid(x) * (1 - sigmoid(x)) if grad else sigmoid(x)
    y = softmax(x)
    return np.einsum("ni,ij->nij", y, np.eye(y.shape[1])) - np.einsum("ni,nj->nij", y, y) if grad else y


def initial_weights(dims, seed):
    random = np.random.RandomState(seed)
    limit = 1 / np.sqrt(dims[0])
    weights = {}
    for k in range(1, len(dims)):
        weights[f"W{k}"] = random.uniform(-limit, limit, (dims[k - 1], dims[k]))
        weights[f"b{k}"] = np.zeros((1, dims[k]))
    return weights


def forward(weights, name, x):
    cache = {"A0": x}
    a = x
    for k in (1, 2, 3):
        z = a @ weights[f"W{k}"] + weights[f"b{k}"]
        a = activation(name, z, False) if k < 3 else softmax(z)
        cache[f"Z{k}"], cache[f"A{k}"] = z, a
    return cache


def backward(weights, name, cache, labels):
    n = len(labels)
    dz = cache["A3"] - labels
    grads = {}
    for k in (3, 2, 1):
        grads[f"dZ{k}"] = dz
        grads[f"dW{k}"] = cache[f"A{k - 1}"].T @ dz / n
        grads[f"db{k}"] = dz.sum(axis=0, keepdims=True) / n
        if k > 1:
            da = dz @ weights[f"W{k}"].T
            grads[f"dA{k - 1}"] = da
            dz = da * activation(name, cache[f"Z{k - 1}"], True)
    return grads


def mlp(name, seed):
    dims = [7, 5, 4, 3]
    random = np.random.RandomState(100 + seed)
    x = random.uniform(-2, 2, (6, 7))
    labels = np.eye(3)[np.arange(6) % 3]
    weights = initial_weights(dims, seed)
    steps = []
    for _ in range(2):
        cache = forward(weights, name, x)
        grads = backward(weights, name, cache, labels)
        p = np.clip(cache["A3"], 1e-6, 1 - 1e-6)
        loss = float(-(labels * np.log(p)).sum() / len(labels))
        weights = {key: value - 0.5 * grads["d" + key] for key, value in weights.items()}
        steps.append({
            "loss": loss,
            "cache": all_packed(cache),
            "grads": all_packed(grads),
            "weights_after": all_packed(weights),
        })
    return {"dims": dims, "activation": name, "seed": seed, "learning_rate": 0.5,
            "x": packed(x), "labels": packed(labels), "steps": steps}


# ---- question 2, in loops that can be read off the definition

def convolve(x, w, stride, padding):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    f = w.shape[2]
    rows = (padded.shape[2] - f) // stride + 1
    columns = (padded.shape[3] - f) // stride + 1
    out = np.zeros((len(x), len(w), rows, columns))
    for r in range(rows):
        for c in range(columns):
            patch = padded[:, :, r * stride:r * stride + f, c * stride:c * stride + f]
            out[:, :, r, c] = np.einsum("ncij,ucij->nu", patch, w)
    return out


def convolve_backward(x, w, stride, padding, grad):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    f = w.shape[2]
    dw, dpadded = np.zeros_like(w), np.zeros_like(padded)
    for r in range(grad.shape[2]):
        for c in range(grad.shape[3]):
            at = (slice(None), slice(None), slice(r * stride, r * stride + f), slice(c * stride, c * stride + f))
            dw += np.einsum("nu,ncij->ucij", grad[:, :, r, c], padded[at])
            dpadded[at] += np.einsum("nu,ucij->ncij", grad[:, :, r, c], w)
    inner = slice(padding, padding + x.shape[2]), slice(padding, padding + x.shape[3])
    return {"dW": dw, "dX": dpadded[:, :, inner[0], inner[1]]}


def pool(x, grad=None):
    n, c, h, w = x.shape
    out, dx = np.zeros((n, c, h // 2, w // 2)), np.zeros_like(x)
    for i in np.ndindex(out.shape):
        square = x[i[0], i[1], 2 * i[2]:2 * i[2] + 2, 2 * i[3]:2 * i[3] + 2]
        out[i] = square.max()
        if grad is not None:
            row, column = divmod(int(square.argmax()), 2)
            dx[i[0], i[1], 2 * i[2] + row, 2 * i[3] + column] = grad[i]
    return out, dx


def convolution(n, channels, height, width, units, stride, padding, seed):
    random = np.random.RandomState(200 + seed)
    x = random.uniform(-1, 1, (n, channels, height, width))
    limit = 1 / np.sqrt(channels * 9)
    w = np.random.RandomState(seed).uniform(-limit, limit, (units, channels, 3, 3))
    out = convolve(x, w, stride, padding)
    grad = random.uniform(-1, 1, out.shape)
    pooled, _ = pool(out)
    pool_grad = random.uniform(-1, 1, pooled.shape)
    return {"in_channels": channels, "units": units, "stride": stride, "padding": padding, "seed": seed,
            "x": packed(x), "W": packed(w), "out": packed(out), "grad": packed(grad),
            "grads": all_packed(convolve_backward(x, w, stride, padding, grad)),
            "pooled": packed(pooled), "pool_grad": packed(pool_grad), "pool_dX": packed(pool(out, pool_grad)[1])}


def main():
    every = 997
    course = initial_weights([784, 128, 64, 10], 0)
    x = np.vstack([np.random.RandomState(7).uniform(-3, 3, (3, 5)), [[-1000, -1, 0, 1, 1000]]])
    functions = {name: {"value": packed(activation(name, x, False)), "gradient": packed(activation(name, x, True))}
                 for name in ("relu", "tanh", "sigmoid", "softmax")}
    reference = {
        "numpy": np.__version__,
        "random": [{"seed": seed, "low": low, "high": high,
                    "values": [float(v) for v in np.random.RandomState(seed).uniform(low, high, count)]}
                   for seed, low, high, count in ((0, 0, 1, 20), (1, -1, 1, 20), (12345, -0.2, 0.1, 20),
                                                  (2147483647, 0, 1, 20), (42, -5, 5, 330))],
        "course_mlp": {"seed": 0, "every": every,
                       "samples": {k: [float(v) for v in w.ravel()[::every]] for k, w in course.items()}},
        "mlps": [mlp("relu", 1), mlp("tanh", 2), mlp("sigmoid", 3)],
        "convolutions": [convolution(2, 1, 6, 6, 3, 1, 0, 4), convolution(2, 2, 7, 5, 2, 1, 1, 5),
                         convolution(1, 3, 9, 8, 2, 2, 1, 6)],
        "activations": {"x": packed(x), **functions},
    }
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "numpy_reference.json")
    with open(path, "w") as out:
        json.dump(reference, out, separators=(",", ":"))
        out.write("\n")


if __name__ == "__main__":
    main()
