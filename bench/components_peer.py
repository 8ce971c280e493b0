"""Connected components by scipy.ndimage.label; a worker of kernels_driver.py.

usage: components_peer.py make FILE | work FILE        FILE holds a byte per voxel, x fastest
"""
import sys
import time

import numpy as np
from scipy import ndimage

SIZE = (300, 512, 512)


def make(file):
    """Smooth noise above a threshold: thousands of blobs, and one into which many have grown together."""
    random = np.random.default_rng(5)
    noise = ndimage.gaussian_filter(random.standard_normal(SIZE, dtype=np.float32), 3)
    (noise > 1.1 * noise.std()).astype(np.uint8).tofile(file)


def work(file):
    mask = np.fromfile(file, np.uint8).reshape(SIZE)
    full = np.ones((3, 3, 3), int)
    print("ready NumPy %s, scipy.ndimage.label" % np.__version__, flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        labels, count = ndimage.label(mask, full)
        seconds = time.perf_counter() - start
        print("done %.5f %d %d" % (seconds, count, np.bincount(labels.ravel())[1:].max()), flush=True)


if __name__ == "__main__":
    make(sys.argv[2]) if sys.argv[1] == "make" else work(sys.argv[2])
