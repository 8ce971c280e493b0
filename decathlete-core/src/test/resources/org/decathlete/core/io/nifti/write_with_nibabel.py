"""Writes NIfTI files of many kinds into a folder, and beside each what nibabel reads back: NAME.voxels.npy ([c][z][y][x],
float64) and NAME.affine.npy (4x4, RAS)."""
import sys
import warnings

import nibabel
import numpy

warnings.simplefilter("ignore")
folder = sys.argv[1]
random = numpy.random.RandomState(1)


def affine(kind):
    scale = numpy.diag([0.7, 1.25, 3.0])
    angles = numpy.array([0.3, -0.2, 0.5])
    c, s = numpy.cos(angles), numpy.sin(angles)
    rotation = (
        numpy.array([[1, 0, 0], [0, c[0], -s[0]], [0, s[0], c[0]]])
        @ numpy.array([[c[1], 0, s[1]], [0, 1, 0], [-s[1], 0, c[1]]])
        @ numpy.array([[c[2], -s[2], 0], [s[2], c[2], 0], [0, 0, 1]])
    )
    if kind == "straight":
        rotation = numpy.eye(3)
    if kind == "lps":
        rotation = numpy.diag([-1, -1, 1])
    if kind == "left_handed":
        rotation = rotation @ numpy.diag([-1, 1, 1])
    if kind == "permuted":
        rotation = numpy.array([[0, 0, 1], [-1, 0, 0], [0, 1, 0]])
    if kind == "half_turn":
        rotation = numpy.diag([1, -1, -1])
    matrix = rotation @ scale
    if kind == "sheared":
        matrix = matrix @ numpy.array([[1, 0.2, 0], [0, 1, 0.1], [0, 0, 1]])
    result = numpy.eye(4)
    result[:3, :3] = matrix
    result[:3, 3] = [-91.5, 126.25, -72]
    return result


def voxels(dtype, shape):
    dtype = numpy.dtype(dtype)
    if dtype.kind == "f":
        return (random.standard_normal(shape) * 1000).astype(dtype)
    info = numpy.iinfo(dtype)
    data = random.randint(0, 2**32, shape, dtype=numpy.uint64) * random.randint(0, 2**32, shape, dtype=numpy.uint64)
    data = data.astype(dtype)
    data.flat[0], data.flat[1] = info.min, info.max
    return data


def save(name, data, place, kind=nibabel.Nifti1Image, order="<", sform=1, qform=1, slope=None, units="mm", ending="nii.gz"):
    header = kind.header_class(endianness=order)
    header.set_data_dtype(data.dtype)
    image = kind(data, place, header, dtype=data.dtype)
    image.header.set_xyzt_units(units)
    if slope is not None:
        image.header.set_slope_inter(*slope)
    image.set_sform(place if sform else None, code=sform)
    image.set_qform(place if qform else None, code=qform, strip_shears=True)
    path = f"{folder}/{name}.{ending}"
    if slope is not None:
        write_raw(image, data, path)
    else:
        nibabel.save(image, path)
    loaded = nibabel.load(path)
    assert loaded.header.endianness == order, name
    if sform or not qform:
        expected = loaded.affine
    else:
        expected = loaded.header.get_qform()
    array = numpy.asanyarray(loaded.dataobj).astype(numpy.float64)
    if array.ndim == 2:
        array = array[:, :, None]
    if array.ndim == 5:
        array = array[:, :, :, 0, :]
    if array.ndim == 3:
        array = array[:, :, :, None]
    scale = {"mm": 1, "meter": 1000, "micron": 0.001, "unknown": 1}[units]
    expected = numpy.array(expected, dtype=numpy.float64)
    expected[:3] *= scale
    numpy.save(f"{folder}/{name}.voxels.npy", numpy.ascontiguousarray(array.transpose(3, 2, 1, 0)))
    numpy.save(f"{folder}/{name}.affine.npy", expected)


def write_raw(image, data, path):
    """Stored values and scaling exactly as given, which nibabel.save would choose anew."""
    import gzip

    stored = data.astype(data.dtype.newbyteorder(image.header.endianness))
    header = image.header.copy()
    offset = len(header.binaryblock) + 4
    header["vox_offset"] = offset
    content = header.binaryblock + b"\0\0\0\0" + stored.tobytes(order="F")
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "wb") as file:
        file.write(content)


TYPES = ["u1", "i1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"]
for dtype in TYPES:
    for order in "<>":
        for kind in (nibabel.Nifti1Image, nibabel.Nifti2Image):
            version = 1 if kind is nibabel.Nifti1Image else 2
            name = f"type_{dtype}_{'le' if order == '<' else 'be'}_{version}"
            ending = "nii" if dtype in ("i2", "f8") else "nii.gz"
            save(name, voxels(dtype, (5, 4, 3)), affine("oblique"), kind, order, ending=ending)
for name in ["straight", "lps", "left_handed", "permuted", "half_turn", "oblique", "sheared"]:
    for sform, qform in [(1, 0), (0, 1), (2, 1), (1, 3)]:
        if name == "sheared" and not sform:
            continue
        save(f"place_{name}_s{sform}q{qform}", voxels("i2", (6, 5, 4)), affine(name), sform=sform, qform=qform)
    save(f"place_{name}_nifti2", voxels("i2", (6, 5, 4)), affine(name), nibabel.Nifti2Image)
for units in ["mm", "meter", "micron", "unknown"]:
    save(f"unit_{units}", voxels("u1", (4, 3, 2)), affine("straight"), units=units)
save("channels_4d", voxels("f4", (5, 4, 3, 6)), affine("oblique"))
save("channels_5d", voxels("f4", (5, 4, 3, 1, 3)), affine("oblique"))
save("channels_1", voxels("i2", (5, 4, 3, 1)), affine("oblique"))
save("flat", voxels("i2", (7, 5)), affine("straight"))
save("one_slice", voxels("i2", (7, 5, 1)), affine("straight"))
save("one_voxel", voxels("i2", (2, 1, 1)), affine("straight"))
for index, slope in enumerate([(2.5, -1000), (1, 0), (float("nan"), float("nan")), (0.01, 3), (-1, 7)]):
    for dtype in ("i2", "f4", "u1"):
        for order in "<>":
            save(f"scaled_{index}_{dtype}_{'le' if order == '<' else 'be'}", voxels(dtype, (5, 4, 3)), affine("oblique"), order=order, slope=slope)
