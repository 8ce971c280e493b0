package org.decathlete.core.preprocess.probabilities;

import java.nio.file.Path;
import java.util.Arrays;
import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.Transposition;

/**
 * Probabilities in a temporary file, float32: those of the cropped case, {@code [class][z][y][x]}. Where the axes are transposed they
 * are brought to the file's order at the end, one output at a time, and lie there uncropped.
 */
final class ProbabilitiesOnDisk implements ProbabilityTarget {
    private final Decision decision;
    private final Transposition transposition;
    private final Placement placement;
    private final int[] size;
    private final int[] start;
    private final int[] shape;
    private final int planeVoxels;
    private final FloatFile file;

    ProbabilitiesOnDisk(Decision decision, CaseGeometry geometry, Transposition transposition, Path file) {
        this.decision = decision;
        this.transposition = transposition;
        this.placement = new Placement(geometry, transposition);
        this.size = geometry.original().size();
        this.start = geometry.crop().start();
        this.shape = geometry.shapeAfterCrop();
        this.planeVoxels = shape[1] * shape[2];
        this.file = new FloatFile(file, decision.classes() * channelLength());
    }

    @Override
    public int classes() {
        return decision.classes();
    }

    @Override
    public int[] size() {
        return size.clone();
    }

    @Override
    public void put(int index, int z, float[] plane) {
        file.write(at(index, z), plane, 0, planeVoxels);
    }

    @Override
    public void finish() {
        if (transposition.isIdentity()) {
            return;
        }
        float[] plane = new float[planeVoxels];
        float[] whole = new float[Math.toIntExact(channelLength())];
        for (int index = 0; index < classes(); index++) {
            Arrays.fill(whole, decision.outside(index));
            for (int z = 0; z < shape[0]; z++) {
                file.read(at(index, z), plane, planeVoxels);
                placement.put(plane, 0, z, whole);
            }
            for (int z = 0; z < size[0]; z++) {
                int filePlane = size[1] * size[2];
                file.write(index * channelLength() + (long) z * filePlane, whole, z * filePlane, filePlane);
            }
        }
    }

    @Override
    public void read(int index, int firstPlane, int planes, float[] target) {
        int filePlane = size[1] * size[2];
        float[] plane = new float[filePlane];
        for (int z = 0; z < planes; z++) {
            if (transposition.isIdentity()) {
                uncrop(index, firstPlane + z - start[0], target, z * filePlane);
            } else {
                file.read(index * channelLength() + (long) (firstPlane + z) * filePlane, plane, filePlane);
                System.arraycopy(plane, 0, target, z * filePlane, filePlane);
            }
        }
    }

    /** @param z plane of the cropped case; may lie outside */
    private void uncrop(int index, int z, float[] target, int to) {
        Arrays.fill(target, to, to + size[1] * size[2], decision.outside(index));
        if (z < 0 || z >= shape[0]) {
            return;
        }
        float[] plane = new float[planeVoxels];
        file.read(at(index, z), plane, planeVoxels);
        for (int y = 0; y < shape[1]; y++) {
            System.arraycopy(plane, y * shape[2], target, to + (start[1] + y) * size[2] + start[2], shape[2]);
        }
    }

    /** Floats from one output to the next: room for the uncropped map. */
    private long channelLength() {
        return (long) size[0] * size[1] * size[2];
    }

    private long at(int index, int z) {
        return index * channelLength() + (long) z * planeVoxels;
    }

    @Override
    public void close() {
        file.close();
    }
}
