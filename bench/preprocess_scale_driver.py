"""Makes synthetic cases, preprocesses them in runs that are killed and one that ends, and looks at what is there.

usage: preprocess_scale_driver.py folder cases edge kills seed COMMAND
"""
import filecmp
import gzip
import json
import os
import random
import signal
import struct
import subprocess
import sys
import time

import numpy

KINDS = 6


def nifti(path, array, spacing):
    """Writes int16 voxels (z, y, x) with a diagonal geometry."""
    z, y, x = array.shape
    header = bytearray(352)
    struct.pack_into("<i", header, 0, 348)
    struct.pack_into("<8h", header, 40, 3, x, y, z, 1, 1, 1, 1)
    struct.pack_into("<2h", header, 70, 4, 16)
    struct.pack_into("<8f", header, 76, 1, *spacing[::-1], 0, 0, 0, 0)
    struct.pack_into("<3f", header, 108, 352, 1, 0)
    struct.pack_into("<2h", header, 252, 0, 1)
    for row in range(3):
        struct.pack_into("<4f", header, 280 + 16 * row, *(spacing[2 - row] if column == row else 0 for column in range(4)))
    header[344:348] = b"n+1\0"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(bytes(header) + array.astype("<i2").tobytes())


def make(folder, cases, edge, seed):
    """KINDS different volumes, each under many names."""
    generator = numpy.random.default_rng(seed)
    for name in ("imagesTr", "labelsTr"):
        os.makedirs(os.path.join(folder, name))
    for case in range(cases):
        for name in ("imagesTr", "labelsTr"):
            path = os.path.join(folder, name, "case_%04d.nii.gz" % case)
            if case >= KINDS:
                os.link(os.path.join(folder, name, "case_%04d.nii.gz" % (case % KINDS)), path)
        if case < KINDS:
            size = [edge + edge // 2 * ((case >> axis) % 2) for axis in range(3)]
            spacing = [1 + 0.25 * (case % 2), 1.0, 1.0]
            places = numpy.stack(numpy.meshgrid(*(numpy.linspace(-1, 1, n) for n in size), indexing="ij"))
            organ = (places**2).sum(0) < 0.3 + 0.05 * case
            image = numpy.where(organ, 300, 100) + generator.normal(0, 30, size)
            nifti(os.path.join(folder, "imagesTr", "case_%04d.nii.gz" % case), image, spacing)
            nifti(os.path.join(folder, "labelsTr", "case_%04d.nii.gz" % case), organ, spacing)
    description = {
        "name": "Scale", "description": "synthetic", "licence": "none", "release": "1", "tensorImageSize": "3D",
        "modality": {"0": "MRI"}, "labels": {"0": "background", "1": "organ"}, "numTraining": cases, "numTest": 0, "test": [],
        "training": [{"image": "./imagesTr/case_%04d.nii.gz" % n, "label": "./labelsTr/case_%04d.nii.gz" % n} for n in range(cases)],
    }
    with open(os.path.join(folder, "dataset.json"), "w") as file:
        json.dump(description, file)


def peak(pid):
    try:
        with open("/proc/%d/status" % pid) as status:
            return next((int(line.split()[1]) / 2**20 for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def finished(work):
    """Names of the cases that are there, by folder."""
    root = os.path.join(work, "preprocessed")
    stores = [os.path.join(root, key) for key in os.listdir(root)] if os.path.isdir(root) else []
    return {one: os.path.join(store, one) for store in stores for one in os.listdir(store)
            if os.path.isfile(os.path.join(store, one, "case.json"))}


def run(what, command, work, until=None):
    """Runs a command, and kills it as soon as so many cases are there."""
    began, most = time.monotonic(), 0
    with open(os.path.join(work, "log"), "a+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        while process.poll() is None:
            most = max(most, peak(process.pid))
            if until is not None and len(finished(work)) >= until:
                process.send_signal(signal.SIGKILL)
                process.wait()
            time.sleep(0.05)
        killed = process.returncode == -signal.SIGKILL
        if not killed and process.returncode != 0:
            log.seek(0)
            sys.exit("bench: %s ended with %d:\n%s" % (what, process.returncode, log.read()[-3000:]))
    print("%-14s %6.1f s, peak %.2f GiB, %d cases there%s" % (
        what, time.monotonic() - began, most, len(finished(work)), ", killed" if killed else ""), flush=True)
    return most


def alike(one, other):
    """Whether two files are equal; of JSON the order of its keys does not count, which differs from process to process."""
    if one.endswith(".json"):
        with open(one) as first, open(other) as second:
            return json.load(first) == json.load(second)
    return filecmp.cmp(one, other, shallow=False)


def difference(one, other):
    """The first file with other voxels in it, if any; the places that are drawn for patches may differ."""
    files = lambda root: {os.path.relpath(os.path.join(at, name), root)
                          for array in ("image", "labels") for at, _, names in os.walk(os.path.join(root, array)) for name in names}
    for name in sorted(files(one) | files(other)):
        paths = os.path.join(one, name), os.path.join(other, name)
        if not all(map(os.path.exists, paths)) or not alike(*paths):
            return paths
    return None


def main():
    folder, cases, edge, kills, seed, launcher = sys.argv[1], *(int(n) for n in sys.argv[2:6]), sys.argv[6]
    dataset, work = os.path.join(folder, "dataset"), os.path.join(folder, "work")
    os.makedirs(work)
    make(dataset, cases, edge, seed)
    print("dataset        %d cases of %d to %d voxels along an axis" % (cases, edge, edge + edge // 2), flush=True)
    command = [launcher, "preprocess", "--work", work]
    run("plan", [launcher, "plan", dataset, "--work", work], work)
    points = sorted(random.Random(seed).sample(range(1, cases), kills))
    peaks = [run("preprocess", command, work, point) for point in points] + [run("preprocess", command, work)]
    done = finished(work)
    leftovers = [name for store in {os.path.dirname(path) for path in done.values()} for name in os.listdir(store)
                 if name != "index.json" and name not in done]
    pairs = (difference(done[name], done["case_%04d" % (int(name[5:]) % KINDS)]) for name in sorted(done))
    unlike = [pair for pair in pairs if pair]
    print("result         %d of %d cases, %d leftovers, equal volumes %s" % (
        len(done), cases, len(leftovers), "DIFFER: " + str(unlike[0]) if unlike else "equal"))
    print("memory         %.2f GiB resident at the peak" % max(peaks))
    sys.exit(0 if len(done) == cases and not leftovers and not unlike else 1)


main()
