"""Writes PNG and TIFF files with Pillow and tifffile, and beside each what scikit-image reads in it, channels first."""
import os
import sys

import numpy as np
import skimage.io
import tifffile
from PIL import Image

folder = sys.argv[1]
random = np.random.RandomState(5)


def noise(shape, dtype):
    if np.issubdtype(dtype, np.floating):
        return random.standard_normal(shape).astype(dtype)
    info = np.iinfo(dtype)
    return random.randint(max(info.min, -(2**31)), min(info.max, 2**31 - 1), size=shape).astype(dtype)


def expect(name, channels_last):
    read = skimage.io.imread(os.path.join(folder, name))
    if read.ndim == 2:
        read = read[None, None]
    elif channels_last:
        read = read.transpose(2, 0, 1)[:, None]
    else:
        read = read[None]
    np.save(os.path.join(folder, name + ".npy"), read.astype(np.float32))


def png(name, array, mode=None):
    Image.fromarray(array, mode).save(os.path.join(folder, name))
    expect(name, array.ndim == 3)


png("gray8.png", noise((13, 17), np.uint8))
png("gray16.png", noise((13, 17), np.uint16))
png("rgb.png", noise((13, 17, 3), np.uint8))
png("rgba.png", noise((13, 17, 4), np.uint8))
# No palette: what scikit-image makes of one changed with imageio; we follow the present one, which gives RGB.

for order in "<>":
    side = "little" if order == "<" else "big"
    for dtype in ["u1", "i1", "u2", "i2", "u4", "i4", "f4", "f8"]:
        for extra in [{}, {"bigtiff": True}, {"tile": (16, 16)}, {"rowsperstrip": 3}, {"compression": "zlib"},
                      {"compression": "zlib", "predictor": True}, {"compression": "packbits"}]:
            name = "%s_%s_%s.tif" % (side, dtype, "_".join(sorted(extra)))
            try:
                tifffile.imwrite(os.path.join(folder, name), noise((21, 35), np.dtype(dtype)), byteorder=order, **extra)
                expect(name, False)
            except (ValueError, KeyError, NotImplementedError, ImportError):
                # This tifffile cannot do it without its companion imagecodecs.
                for left in (name, name + ".npy"):
                    if os.path.exists(os.path.join(folder, left)):
                        os.remove(os.path.join(folder, left))
    for kind in ["minisblack", "rgb"]:
        name = "%s_%s.tif" % (side, kind)
        if kind == "rgb":
            tifffile.imwrite(os.path.join(folder, name), noise((21, 35, 3), np.uint16), byteorder=order, photometric=kind)
        else:
            tifffile.imwrite(os.path.join(folder, name), noise((6, 21, 35), np.uint16), byteorder=order, photometric=kind)
        expect(name, kind == "rgb")
