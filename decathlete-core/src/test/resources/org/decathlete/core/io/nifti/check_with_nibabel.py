"""Compares label maps written for volumes with those volumes: folder/NAME.labels.nii.gz, .npy holds the labels ([z][y][x]), and
folder/NAME.nii[.gz] is the source. Prints one line per difference."""
import glob
import os
import sys
import warnings

import nibabel
import numpy

warnings.simplefilter("ignore")
MAY_CHANGE = {"dim", "datatype", "bitpix", "scl_slope", "scl_inter", "vox_offset", "cal_max", "cal_min"}
folder = sys.argv[1]
checked = 0
for path in sorted(glob.glob(f"{folder}/*.labels.nii.gz")):
    name = path[: -len(".labels.nii.gz")]
    source_path = name + ".nii.gz" if os.path.exists(name + ".nii.gz") else name + ".nii"
    source, labels = nibabel.load(source_path), nibabel.load(path)
    if type(source) is not type(labels) or source.header.endianness != labels.header.endianness:
        print(name, "version or byte order differs")
    for field in source.header.keys():
        before, after = source.header._structarr[field].tobytes(), labels.header._structarr[field].tobytes()
        if field not in MAY_CHANGE and before != after:
            print(name, field, source.header[field], "became", labels.header[field])
    if not numpy.array_equal(source.affine, labels.affine):
        print(name, "affine differs")
    if source.shape[:3] != labels.shape[:3]:
        print(name, "shape differs", source.shape, labels.shape)
    expected = numpy.load(name + ".labels.npy")
    stored = numpy.asanyarray(labels.dataobj)
    if stored.ndim == 2:
        stored = stored[:, :, None]
    if not numpy.array_equal(stored.transpose(2, 1, 0), expected):
        print(name, "voxels differ")
    kind = numpy.uint8 if expected.max() <= 255 else numpy.uint16
    if labels.get_data_dtype().newbyteorder("=") != numpy.dtype(kind):
        print(name, "type is", labels.get_data_dtype())
    checked += 1
print("checked", checked)
