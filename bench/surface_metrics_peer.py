"""HD95 by MONAI's steps and surface Dice by DeepMind's, with SciPy's distance transform, cropped to what is there; a worker of kernels_driver.py.

usage: surface_metrics_peer.py make FOLDER | work FOLDER
"""
import sys
import time

import nibabel
import numpy as np
from scipy import ndimage

SIZE, SPACING, TOLERANCE = 256, (0.9, 0.8, 0.8), 1.0


def make(folder):
    """Two rough organs that agree but for a shift and their roughness."""
    random = np.random.default_rng(3)
    axes = np.meshgrid(*(np.linspace(-1, 1, SIZE),) * 3, indexing="ij")
    for name, shift in (("reference", 0.0), ("prediction", 0.02)):
        radius = np.sqrt((axes[0] / 0.6) ** 2 + ((axes[1] - shift) / 0.7) ** 2 + (axes[2] / 0.8) ** 2)
        rough = ndimage.gaussian_filter(random.normal(size=(SIZE,) * 3).astype(np.float32), 5) * 4
        mask = (radius + rough < 1).astype(np.uint8)
        affine = np.diag(SPACING[::-1] + (1,))
        nibabel.save(nibabel.Nifti1Image(mask.T, affine), "%s/%s.nii.gz" % (folder, name))


def read(folder, name):
    return np.asarray(nibabel.load("%s/%s.nii.gz" % (folder, name)).dataobj).T > 0


def cropped(a, b, margin):
    both = a | b
    box = tuple(slice(max(i.min() - margin, 0), i.max() + 1 + margin) for i in np.nonzero(both))
    return np.pad(a[box], margin), np.pad(b[box], margin)


def edges(mask):
    return mask & ~ndimage.binary_erosion(mask)


def hausdorff95(a, b):
    a, b = (edges(mask) for mask in cropped(a, b, 1))
    there = ndimage.distance_transform_edt(~b, sampling=SPACING)[a]
    back = ndimage.distance_transform_edt(~a, sampling=SPACING)[b]
    return max(np.percentile(there, 95), np.percentile(back, 95))


def area_table():
    """Area of the surface in a cell of 2x2x2 voxels by its code: marching cubes over each of the 256, from scikit-image."""
    from skimage.measure import marching_cubes, mesh_surface_area

    table = np.zeros(256)
    for code in range(1, 255):
        cell = np.array([(code >> bit) & 1 for bit in range(8)], float).reshape(2, 2, 2)
        vertices, faces, _, _ = marching_cubes(cell, 0.5, spacing=SPACING)
        table[code] = mesh_surface_area(vertices, faces)
    return table


def surface_dice(a, b, table):
    a, b = cropped(a, b, 1)
    kernel = 2 ** np.arange(8).reshape(2, 2, 2)
    distances, areas = [], []
    for mask in (a, b):
        code = ndimage.correlate(mask.astype(np.uint8), kernel, mode="constant", origin=(-1,) * 3)
        border = (code != 0) & (code != 255)
        areas.append((border, table[code]))
        distances.append(ndimage.distance_transform_edt(~border, sampling=SPACING))
    within = whole = 0
    for (border, area), distance in zip(areas, distances[::-1]):
        whole += area[border].sum()
        within += area[border & (distance <= TOLERANCE)].sum()
    return within / whole


def work(folder):
    reference, prediction = read(folder, "reference"), read(folder, "prediction")
    table = area_table()
    print("ready NumPy %s, the reference methods with SciPy" % np.__version__, flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        hausdorff = hausdorff95(prediction, reference)
        dice = surface_dice(prediction, reference, table)
        print("done %.5f %.9f %.9f" % (time.perf_counter() - start, hausdorff, dice), flush=True)


if __name__ == "__main__":
    make(sys.argv[2]) if sys.argv[1] == "make" else work(sys.argv[2])
