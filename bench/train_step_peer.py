"""nnU-Net's training step in plain PyTorch, for bench/train_step: a worker that runs one step per line of standard input.

Same network (PlainConvUNet of the hippocampus plan), batch, loss (cross-entropy plus Dice per sample, deep supervision) and
optimiser (SGD, Nesterov momentum 0.99, weight decay 3e-5, gradients clipped to norm 12) as Decathlete's step.

usage: train_step_peer.py fp32|bf16 threads batch
"""
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

FEATURES = [32, 64, 128, 256]
PATCH = [40, 56, 40]
CLASSES = 3
WEIGHTS = [2 / 3, 1 / 3, 0.0]


def unit(inputs, outputs, stride=1):
    return nn.Sequential(
        nn.Conv3d(inputs, outputs, 3, stride, 1),
        nn.InstanceNorm3d(outputs, eps=1e-5, affine=True),
        nn.LeakyReLU(0.01, inplace=True),
    )


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = nn.ModuleList(), nn.ModuleList()
        self.ups, self.heads = nn.ModuleList(), nn.ModuleList()
        channels = 1
        for i, features in enumerate(FEATURES):
            self.encoder.append(nn.Sequential(unit(channels, features, 2 if i else 1), unit(features, features)))
            channels = features
        for features in FEATURES[-2::-1]:
            self.ups.append(nn.ConvTranspose3d(2 * features, features, 2, 2))
            self.decoder.append(nn.Sequential(unit(2 * features, features), unit(features, features)))
            self.heads.append(nn.Conv3d(features, CLASSES, 1))

    def forward(self, x):
        skips = []
        for stage in self.encoder:
            x = stage(x)
            skips.append(x)
        outputs = []
        for i, stage in enumerate(self.decoder):
            x = stage(torch.cat((self.ups[i](x), skips[-2 - i]), 1))
            outputs.insert(0, self.heads[i](x))
        return outputs


def dice(logits, target):
    probabilities = torch.softmax(logits, 1)[:, 1:]
    with torch.no_grad():
        onehot = torch.zeros(logits.shape, dtype=torch.bool)
        onehot.scatter_(1, target.long(), 1)
        onehot = onehot[:, 1:]
        present = onehot.sum((2, 3, 4))
    intersection = (probabilities * onehot).sum((2, 3, 4))
    predicted = probabilities.sum((2, 3, 4))
    return -((2 * intersection + 1e-5) / torch.clip(present + predicted + 1e-5, 1e-8)).mean()


def loss(outputs, target):
    total = 0
    for weight, logits in zip(WEIGHTS, outputs):
        if weight:
            logits = logits.float()
            scaled = F.interpolate(target, size=logits.shape[2:], mode="nearest-exact")
            total = total + weight * (F.cross_entropy(logits, scaled[:, 0].long()) + dice(logits, scaled))
    return total


def main():
    precision, threads, batch = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    network = UNet()
    for module in network.modules():
        if isinstance(module, (nn.Conv3d, nn.ConvTranspose3d)):
            nn.init.kaiming_normal_(module.weight, a=0.01)
            nn.init.zeros_(module.bias)
    optimizer = torch.optim.SGD(network.parameters(), 0.01, momentum=0.99, nesterov=True, weight_decay=3e-5)
    data = torch.randn(batch, 1, *PATCH).numpy()
    target = torch.randint(0, CLASSES, (batch, 1, *PATCH)).to(torch.int16).numpy()
    parameters = sum(p.numel() for p in network.parameters())
    print("ready", precision.upper() + ", PyTorch", torch.__version__ + ",", parameters, "parameters,", torch.get_num_threads(), "threads", flush=True)
    for line in sys.stdin:
        if line.strip() != "step":
            break
        start = time.perf_counter()
        inputs, labels = torch.from_numpy(data).clone(), torch.from_numpy(target).clone().float()
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16"):
            outputs = network(inputs)
        value = loss(outputs, labels)
        value.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 12)
        optimizer.step()
        value = value.item()
        print("done %.4f %.5f" % (time.perf_counter() - start, value), flush=True)


if __name__ == "__main__":
    main()
