"""nnU-Net's preprocessing of one case with NumPy, SciPy and scikit-image, as reference/nnunet.md states it; a worker of kernels_driver.py.

usage: preprocessing_peer.py make FOLDER SPACING_Z        makes the case (120 x 256 x 256 voxels of SPACING_Z x 0.8 x 0.8 mm)
       preprocessing_peer.py work FOLDER SPACING_Z        answers `step` with seconds for reading, preprocessing and writing
       preprocessing_peer.py check FOLDER                 compares what both have written
"""
import sys
import time

import nibabel
import numpy as np
from scipy import ndimage
from skimage.transform import resize

SHAPE, IN_PLANE, TARGET, LEVEL = (120, 256, 256), 0.8, 1.0, 3


def make(folder, spacing_z):
    random = np.random.default_rng(7)
    z, y, x = np.meshgrid(*(np.linspace(-1, 1, n) for n in SHAPE), indexing="ij")
    body = (z / 0.95) ** 2 + (y / 0.85) ** 2 + (x / 0.9) ** 2 < 1
    image = ndimage.gaussian_filter(random.normal(size=SHAPE).astype(np.float32), 2) * 3000 + 300
    labels = np.zeros(SHAPE, np.uint8)
    for value, (centre, radius) in enumerate((((0.1, 0.2, 0.1), 0.4), ((-0.3, -0.2, 0.3), 0.25)), 1):
        inside = sum((axis - c) ** 2 for axis, c in zip((z, y, x), centre)) < radius**2
        labels[inside] = value
        image[inside] += 400 * value
    image[~body] = 0
    affine = np.diag([IN_PLANE, IN_PLANE, spacing_z, 1])
    for name, array in (("image", np.rint(image).astype(np.int16)), ("label", labels)):
        nibabel.save(nibabel.Nifti1Image(array.T, affine), "%s/%s.nii.gz" % (folder, name))


def read(folder):
    image = nibabel.load(folder + "/image.nii.gz")
    label = nibabel.load(folder + "/label.nii.gz")
    return (np.asarray(image.dataobj, np.float32).T[None], np.asarray(label.dataobj).astype(np.int16).T[None],
            np.array(image.header.get_zooms()[::-1], float))


def crop(data, seg):
    mask = ndimage.binary_fill_holes(data[0] != 0)
    box = tuple(slice(a.min(), a.max() + 1) for a in np.nonzero(mask))
    data, seg, mask = data[(slice(None),) + box], seg[(slice(None),) + box], mask[box][None]
    return data, np.where((seg == 0) & ~mask, np.int16(-1), seg)


def normalise(data):
    return (data - data.mean()) / max(data.std(), 1e-8)


def resize_seg(seg, shape):
    out = np.zeros(shape, seg.dtype)
    for label in np.sort(np.unique(seg.ravel())):
        out[resize((seg == label).astype(float), shape, 1, mode="edge", clip=True, anti_aliasing=False) >= 0.5] = label
    return out


def resize_data(data, shape):
    return resize(data, shape, 3, mode="edge", clip=True, anti_aliasing=False)


def resample(array, shape, separate, function):
    array = array.astype(array.dtype if function is resize_seg else np.float64)
    if not separate:
        return function(array, shape)
    slices = np.stack([function(plane, shape[1:]) for plane in array])
    if shape[0] == array.shape[0]:
        return slices
    axes = [scale * (np.arange(new) + 0.5) - 0.5 for scale, new in
            zip(np.array(slices.shape) / np.array(shape), shape)]
    grid = np.array(np.meshgrid(*axes, indexing="ij"))
    return ndimage.map_coordinates(slices, grid, order=0, mode="nearest")


def preprocess(data, seg, spacing):
    data, seg = crop(data, seg)
    data = normalise(data)
    shape = tuple(int(round(n * s / TARGET)) for n, s in zip(data.shape[1:], spacing))
    separate = spacing.max() / spacing.min() > 3
    return (resample(data[0], shape, separate, resize_data).astype(np.float32)[None],
            resample(seg[0], shape, separate, resize_seg).astype(np.int8)[None])


def write(folder, data, seg):
    import zstandard

    compressor = zstandard.ZstdCompressor(level=LEVEL)
    for name, array in (("data", data), ("seg", seg)):
        with open("%s/peer_%s.zst" % (folder, name), "wb") as file:
            file.write(compressor.compress(array.tobytes()))


def work(folder):
    print("ready NumPy %s, nnU-Net's steps with SciPy and scikit-image" % np.__version__, flush=True)
    for _ in sys.stdin:
        clock = [time.perf_counter()]
        data, seg, spacing = read(folder)
        clock.append(time.perf_counter())
        data, seg = preprocess(data, seg, spacing)
        clock.append(time.perf_counter())
        write(folder, data, seg)
        clock.append(time.perf_counter())
        np.save(folder + "/peer_data.npy", data)
        np.save(folder + "/peer_seg.npy", seg)
        print("done", *np.diff(clock), flush=True)


def check(folder):
    data, seg = np.load(folder + "/peer_data.npy"), np.load(folder + "/peer_seg.npy")
    ours = np.fromfile(folder + "/ours_data.f32", "<f4").reshape(data.shape)
    labels = np.fromfile(folder + "/ours_seg.i16", "<i2").reshape(seg.shape)
    print("agreement      largest difference %.2e, %.4f %% of labels differ, shape %s"
          % (abs(ours - data).max(), 100 * (labels != seg).mean(), "x".join(map(str, data.shape[1:]))))
    if abs(ours - data).max() > 2e-3 or (labels != seg).mean() > 1e-3:
        sys.exit("bench/preprocessing: the results differ")


if __name__ == "__main__":
    command, folder = sys.argv[1:3]
    if command == "make":
        make(folder, float(sys.argv[3]))
    elif command == "work":
        work(folder)
    else:
        check(folder)
