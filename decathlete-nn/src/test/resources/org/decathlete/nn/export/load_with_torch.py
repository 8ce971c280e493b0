"""Loads a checkpoint strictly into a network rebuilt from its plans with nnU-Net's module names, and runs it.

Usage: load_with_torch.py CHECKPOINT MODEL_FOLDER INPUT OUTPUT [REFERENCE_CHECKPOINT]
INPUT and OUTPUT hold little-endian float32; INPUT's shape is (2, channels, patch...).
"""
import importlib
import json
import os
import sys
from collections import OrderedDict

import numpy as np
import torch
from torch import nn

CONV = {2: nn.Conv2d, 3: nn.Conv3d}
UP = {2: nn.ConvTranspose2d, 3: nn.ConvTranspose3d}
POOL = {2: nn.AvgPool2d, 3: nn.AvgPool3d}


def named(path):
    """A class by its full name, as nnU-Net imports what its plans name."""
    module, name = path.rsplit(".", 1)
    return getattr(importlib.import_module(module), name)


class Unit(nn.Module):
    def __init__(self, net, cin, cout, kernel, stride, bias, active=True):
        super().__init__()
        self.conv = CONV[net.dim](cin, cout, kernel, stride, padding=[(k - 1) // 2 for k in kernel], bias=bias)
        layers = [self.conv]
        if active and net.drops:
            self.dropout = net.dropout()
            layers.append(self.dropout)
        self.norm = net.norm(cout)
        layers.append(self.norm)
        if active:
            self.nonlin = net.nonlin()
            layers.append(self.nonlin)
        self.all_modules = nn.Sequential(*layers)

    def forward(self, x):
        return self.all_modules(x)


class Units(nn.Module):
    def __init__(self, net, count, cin, cout, kernel, stride):
        super().__init__()
        one = [1] * net.dim
        self.convs = nn.Sequential(*[
            Unit(net, cin if i == 0 else cout, cout, kernel, stride if i == 0 else one, net.bias) for i in range(count)])

    def forward(self, x):
        return self.convs(x)


class Block(nn.Module):
    def __init__(self, net, cin, cout, kernel, stride):
        super().__init__()
        one = [1] * net.dim
        self.conv1 = Unit(net, cin, cout, kernel, stride, net.bias)
        self.conv2 = Unit(net, cout, cout, kernel, one, net.bias, active=False)
        self.nonlin2 = net.nonlin()
        skip = []
        if any(s != 1 for s in stride):
            skip.append(POOL[net.dim](stride, stride))
        if cin != cout:
            skip.append(Unit(net, cin, cout, one, one, False, active=False))
        self.skip = nn.Sequential(*skip) if skip else (lambda x: x)

    def forward(self, x):
        return self.nonlin2(self.conv2(self.conv1(x)) + self.skip(x))


class Blocks(nn.Module):
    def __init__(self, net, count, cin, cout, kernel, stride):
        super().__init__()
        one = [1] * net.dim
        self.blocks = nn.Sequential(*[
            Block(net, cin if i == 0 else cout, cout, kernel, stride if i == 0 else one) for i in range(count)])

    def forward(self, x):
        return self.blocks(x)


class Encoder(nn.Module):
    def __init__(self, net, channels):
        super().__init__()
        a = net.arguments
        self.residual = net.residual
        if net.residual:
            self.stem = Units(net, 1, channels, a["features_per_stage"][0], a["kernel_sizes"][0], [1] * net.dim)
            channels = a["features_per_stage"][0]
        stages = []
        for s, features in enumerate(a["features_per_stage"]):
            if net.residual:
                stages.append(Blocks(net, a["n_blocks_per_stage"][s], channels, features, a["kernel_sizes"][s], a["strides"][s]))
            else:
                stages.append(nn.Sequential(
                    Units(net, a["n_conv_per_stage"][s], channels, features, a["kernel_sizes"][s], a["strides"][s])))
            channels = features
        self.stages = nn.Sequential(*stages)

    def forward(self, x):
        if self.residual:
            x = self.stem(x)
        skips = []
        for stage in self.stages:
            x = stage(x)
            skips.append(x)
        return skips


class Decoder(nn.Module):
    def __init__(self, net, encoder, outputs):
        super().__init__()
        self.encoder = encoder
        a = net.arguments
        stages, ups, heads = [], [], []
        features, count = a["features_per_stage"], a["n_stages"]
        for level in range(count - 1):
            below, here = count - 1 - level, count - 2 - level
            ups.append(UP[net.dim](features[below], features[here], a["strides"][below], a["strides"][below], bias=net.bias))
            stages.append(Units(net, a["n_conv_per_stage_decoder"][level], 2 * features[here], features[here],
                                a["kernel_sizes"][here], [1] * net.dim))
            heads.append(CONV[net.dim](features[here], outputs, 1, 1, 0, bias=True))
        self.stages = nn.ModuleList(stages)
        self.transpconvs = nn.ModuleList(ups)
        self.seg_layers = nn.ModuleList(heads)

    def forward(self, skips):
        x = skips[-1]
        for level, stage in enumerate(self.stages):
            x = stage(torch.cat((self.transpconvs[level](x), skips[-(level + 2)]), 1))
        return self.seg_layers[-1](x)


class UNet(nn.Module):
    def __init__(self, architecture, channels, outputs):
        super().__init__()
        self.arguments = a = architecture["arch_kwargs"]
        self.residual = architecture["network_class_name"].endswith("ResidualEncoderUNet")
        self.dim = int(a["conv_op"][-2])
        self.bias, self.drops = a["conv_bias"], a["dropout_op"] is not None
        self.encoder = Encoder(self, channels)
        self.decoder = Decoder(self, self.encoder, outputs)

    def forward(self, x):
        return self.decoder(self.encoder(x))

    def norm(self, channels):
        return named(self.arguments["norm_op"])(channels, **self.arguments["norm_op_kwargs"])

    def nonlin(self):
        return named(self.arguments["nonlin"])(**self.arguments["nonlin_kwargs"])

    def dropout(self):
        return named(self.arguments["dropout_op"])(**self.arguments["dropout_op_kwargs"])


def architecture(plans, name):
    configuration = dict(plans["configurations"][name])
    if "inherits_from" in configuration:
        configuration = {**plans["configurations"][configuration["inherits_from"]], **configuration}
    return configuration


def signature(value):
    """Types of a value and of what it holds; of lists the first element stands for all."""
    if isinstance(value, dict):
        return [type(value).__name__, {str(k): signature(v) for k, v in value.items()}]
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, signature(value[0]) if value else None]
    return type(value).__name__


def compare(name, ours, theirs):
    """Equal, but where a list of ours is empty."""
    if isinstance(ours, list) and isinstance(theirs, list) and ours[0] == theirs[0] and ours[1] is None:
        return
    if isinstance(ours, list) and isinstance(theirs, list) and isinstance(ours[1], dict):
        assert ours[0] == theirs[0] and list(ours[1]) == list(theirs[1]), (name, list(ours[1]), list(theirs[1]))
        for key in ours[1]:
            compare(name + "." + key, ours[1][key], theirs[1][key])
        return
    assert ours == theirs, (name, ours, theirs)


def main(file, folder, source, target, reference=None):
    torch.set_num_threads(1)
    checkpoint = torch.load(file)
    weights = checkpoint["network_weights"]
    assert type(weights) is OrderedDict and all(type(t) is torch.Tensor and not t.requires_grad for t in weights.values())
    arguments = checkpoint["init_args"]
    assert json.load(open(os.path.join(folder, "plans.json"))) == arguments["plans"]
    assert json.load(open(os.path.join(folder, "dataset.json"))) == arguments["dataset_json"]
    assert type(arguments["device"]) is torch.device
    configuration = architecture(arguments["plans"], arguments["configuration"])
    channels = len(arguments["dataset_json"]["channel_names"])
    outputs = weights["decoder.seg_layers.0.bias"].shape[0]
    network = UNet(configuration["architecture"], channels, outputs)
    expected = network.state_dict()
    assert list(weights) == list(expected), "keys or their order differ"
    assert weights._metadata == expected._metadata, set(expected._metadata.items()) ^ set(weights._metadata.items())
    storages = {}
    for key, alias in zip(weights, expected):
        storages.setdefault(expected[alias].data_ptr(), set()).add(weights[key].data_ptr())
    assert all(len(s) == 1 for s in storages.values()), "aliases do not share their storage"
    network.load_state_dict(weights, strict=True)
    optimizer = torch.optim.SGD(network.parameters(), 1, momentum=0.5)
    optimizer.load_state_dict(checkpoint["optimizer_state"])
    parameters = list(network.parameters())
    for index, entry in checkpoint["optimizer_state"]["state"].items():
        assert entry["momentum_buffer"].shape == parameters[index].shape, index
    axes = checkpoint["inference_allowed_mirroring_axes"]
    assert axes is None or (type(axes) is tuple and all(type(a) is int for a in axes))
    if reference:
        theirs = torch.load(reference, map_location="cpu")
        assert list(checkpoint) == list(theirs), (list(checkpoint), list(theirs))
        for key in ("network_weights", "optimizer_state", "grad_scaler_state", "logging", "init_args", "trainer_name", "inference_allowed_mirroring_axes"):
            compare(key, signature(checkpoint[key]), signature(theirs[key]))
        assert weights._metadata == theirs["network_weights"]._metadata
        assert all(torch.equal(weights[key], theirs["network_weights"][key]) for key in weights)
        ours, group = checkpoint["optimizer_state"]["param_groups"][0], theirs["optimizer_state"]["param_groups"][0]
        compare("param_groups", signature(ours), signature(group))
        assert ours["params"] == group["params"]
    x = torch.from_numpy(np.fromfile(source, "<f4").reshape([2, channels] + configuration["patch_size"]))
    with torch.no_grad():
        network.eval()(x).numpy().astype("<f4").tofile(target)
    print("ok", len(weights), len(storages))


main(*sys.argv[1:])
