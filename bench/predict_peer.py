"""Sliding-window prediction in nnU-Net's way in plain PyTorch, for bench/predict: a worker that predicts one volume per line of
standard input.

Tile by tile and view by view, each a batch of one, tiles at half their size, Gaussian weights; sums in float32 (nnU-Net's are float16,
which takes the processor longer). Same network as Decathlete's, without its lower heads.

usage: predict_peer.py fp32|bf16 threads ZxYxX
"""
import itertools
import math
import sys
import time

import numpy
import torch

from train_step_peer import CLASSES, PATCH, UNet


def starts(length, tile):
    count = math.ceil((length - tile) / (tile / 2)) + 1
    step = (length - tile) / (count - 1) if count > 1 else 0
    return [round(step * i) for i in range(count)]


def importance():
    axes = [numpy.exp(-0.5 * ((numpy.arange(n) - n // 2) / (n / 8)) ** 2) for n in PATCH]
    map = axes[0][:, None, None] * axes[1][:, None] * axes[2]
    return torch.from_numpy(numpy.maximum(map * 10, 1e-3).astype(numpy.float32))


def highest_resolution(network, x):
    skips = []
    for stage in network.encoder:
        x = stage(x)
        skips.append(x)
    for i, stage in enumerate(network.decoder):
        x = stage(torch.cat((network.ups[i](x), skips[-2 - i]), 1))
    return network.heads[-1](x)


def predict(network, volume, weights, precision):
    shape = [max(n, tile) for n, tile in zip(volume.shape[1:], PATCH)]
    before = [(n - old) // 2 for n, old in zip(shape, volume.shape[1:])]
    padding = [p for n, old, b in zip(shape, volume.shape[1:], before) for p in (n - old - b, b)][::-1]
    padded = torch.nn.functional.pad(volume, padding)
    views = [axes for n in range(4) for axes in itertools.combinations((2, 3, 4), n)]
    sums, total = torch.zeros(CLASSES, *shape), torch.zeros(*shape)
    for corner in itertools.product(*(starts(n, tile) for n, tile in zip(shape, PATCH))):
        place = tuple(slice(a, a + tile) for a, tile in zip(corner, PATCH))
        tile = padded[(slice(None), *place)][None]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16"):
            logits = sum(torch.flip(highest_resolution(network, torch.flip(tile, axes)), axes) for axes in views)
        sums[(slice(None), *place)] += logits[0].float() / len(views) * weights
        total[place] += weights
    inside = tuple(slice(b, b + old) for b, old in zip(before, volume.shape[1:]))
    return (sums / total)[(slice(None), *inside)]


@torch.inference_mode()
def main():
    precision, threads = sys.argv[1], int(sys.argv[2])
    shape = [int(n) for n in sys.argv[3].split("x")]
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    network, volume, weights = UNet().eval(), torch.randn(1, *shape), importance()
    print("ready", precision.upper() + ", PyTorch", torch.__version__ + ",", torch.get_num_threads(), "threads", flush=True)
    for line in sys.stdin:
        if line.strip() != "step":
            break
        start = time.perf_counter()
        mean = predict(network, volume, weights, precision).mean().item()
        print("done %.4f %.5f" % (time.perf_counter() - start, mean), flush=True)


if __name__ == "__main__":
    main()
