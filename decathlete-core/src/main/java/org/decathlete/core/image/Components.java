package org.decathlete.core.image;

/**
 * Connected components of a mask under the full neighbourhood: voxels that share a face, an edge or a corner belong together (26
 * neighbours in a volume; 8 where it is one slice). Found by union-find over runs along x, one pass over the voxels.
 */
public final class Components {
    private final Runs runs;
    private final int[] componentOfRun;
    private final int[] voxels;

    /** What to do with a run of voxels. */
    @FunctionalInterface
    public interface RunVisitor {
        /**
         * Sees one run.
         *
         * @param component number of its component
         * @param start index of its first voxel in the volume
         * @param end one past its last voxel
         */
        void visit(int component, int start, int end);
    }

    private Components(Runs runs, int[] componentOfRun, int[] voxels) {
        this.runs = runs;
        this.componentOfRun = componentOfRun;
        this.voxels = voxels;
    }

    /**
     * The components of a mask, numbered from 0 in the order of their first voxels.
     *
     * @param mask {@code [z][y][x]}, x fastest; a voxel is inside where it is not 0
     * @param size (z, y, x)
     */
    public static Components of(byte[] mask, int[] size) {
        Runs runs = Runs.of(mask, size);
        DisjointSets sets = new DisjointSets(runs.count());
        for (int z = 0; z < size[0]; z++) {
            for (int y = 0; y < size[1]; y++) {
                int row = z * size[1] + y;
                if (y > 0) {
                    join(runs, sets, row, row - 1);
                }
                for (int above = Math.max(0, y - 1); z > 0 && above <= Math.min(size[1] - 1, y + 1); above++) {
                    join(runs, sets, row, (z - 1) * size[1] + above);
                }
            }
        }
        int[] componentOfRun = sets.numbered();
        int[] voxels = new int[sets.count()];
        for (int run = 0; run < runs.count(); run++) {
            voxels[componentOfRun[run]] += runs.length(run);
        }
        return new Components(runs, componentOfRun, voxels);
    }

    /** Number of components. */
    public int count() {
        return voxels.length;
    }

    /** Number of voxels of a component. */
    public int voxels(int component) {
        return voxels[component];
    }

    /** Number of voxels of the largest component, 0 where there is none. */
    public int largest() {
        int largest = 0;
        for (int count : voxels) {
            largest = Math.max(largest, count);
        }
        return largest;
    }

    /** Shows every run of voxels with the number of its component, in the order of the voxels. */
    public void forEachRun(RunVisitor visitor) {
        for (int run = 0; run < runs.count(); run++) {
            visitor.visit(componentOfRun[run], runs.starts()[run], runs.ends()[run]);
        }
    }

    /** Unites the runs of two neighbouring rows that touch, also by a corner. */
    private static void join(Runs runs, DisjointSets sets, int row, int other) {
        int[] starts = runs.starts();
        int[] ends = runs.ends();
        int shift = (row - other) * runs.width();
        int a = runs.firstOfRow()[row];
        int b = runs.firstOfRow()[other];
        int endA = runs.firstOfRow()[row + 1];
        int endB = runs.firstOfRow()[other + 1];
        while (a < endA && b < endB) {
            // Half open: a run that begins where the other ends touches it diagonally.
            if (starts[a] <= ends[b] + shift && starts[b] + shift <= ends[a]) {
                sets.unite(a, b);
            }
            if (ends[a] < ends[b] + shift) {
                a++;
            } else {
                b++;
            }
        }
    }
}
