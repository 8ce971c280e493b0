package org.decathlete.app.report.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decathlete.app.report.html.Numbers;
import org.decathlete.core.volume.Box;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/**
 * A case to look at: three slices through the largest error, cut out when it is made, so that the volumes can go.
 *
 * @param caseId the case
 * @param note what to know about it, may be empty
 * @param window the grey values shown as black and as white, in words
 * @param slices the slices, across z, y and x
 */
public record CasePicture(String caseId, String note, String window, List<SlicePicture> slices) {
    /** Shown around the structures on every side, in mm and as a share of their size. */
    private static final double MARGIN_MM = 12;

    private static final double MARGIN_SHARE = 0.3;
    private static final double DARKEST = 0.005;
    private static final double BRIGHTEST = 0.995;

    public CasePicture {
        slices = List.copyOf(slices);
    }

    /**
     * Cuts the slices out of a case.
     *
     * @param caseId the case
     * @param note what to say about it, such as its scores; may be empty
     * @param image the image, whose first channel is shown
     * @param reference labels on the same grid
     * @param prediction labels on the same grid
     */
    public static CasePicture of(
            String caseId, String note, Volume image, LabelVolume reference, LabelVolume prediction) {
        Grid grid = image.grid();
        short[] a = reference.labels();
        short[] b = prediction.labels();
        float[] values = image.channels().get(0);
        int[] at = LargestError.of(reference, prediction);
        Box view = view(grid, Boxes.around(grid, i -> a[i] != 0 || b[i] != 0));
        List<Cut> cuts = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            if (grid.size()[axis] > 1 || axis == 0) {
                cuts.add(new Cut(SlicePlane.across(grid, axis), at[axis], view, grid));
            }
            if (grid.size()[0] == 1) {
                break;
            }
        }
        float[] window = window(cuts, values);
        List<SlicePicture> slices =
                cuts.stream().map(cut -> cut.picture(values, window, a, b)).toList();
        String shown =
                "Grey values from " + Numbers.significant(window[0]) + " to " + Numbers.significant(window[1]) + ".";
        return new CasePicture(caseId, note, shown, slices);
    }

    private static Box view(Grid grid, Box structures) {
        if (structures.end()[0] == 0) {
            return Box.whole(grid.size());
        }
        int[] margin = new int[3];
        int[] size = structures.size();
        for (int axis = 0; axis < 3; axis++) {
            double voxels = MARGIN_MM / grid.spacing()[axis];
            margin[axis] = (int) Math.ceil(Math.min(Math.max(voxels, MARGIN_SHARE * size[axis]), grid.size()[axis]));
        }
        return Boxes.grown(structures, margin, grid);
    }

    /** The grey values between which almost all of the shown pixels lie. */
    private static float[] window(List<Cut> cuts, float[] values) {
        float[] shown =
                new float[cuts.stream().mapToInt(cut -> cut.width * cut.height).sum()];
        int count = 0;
        for (Cut cut : cuts) {
            for (int i = 0; i < cut.width * cut.height; i++) {
                float value = values[cut.voxel(i)];
                if (Float.isFinite(value)) {
                    shown[count++] = value;
                }
            }
        }
        if (count == 0) {
            return new float[] {0, 1};
        }
        Arrays.sort(shown, 0, count);
        return new float[] {shown[(int) (DARKEST * (count - 1))], shown[(int) Math.ceil(BRIGHTEST * (count - 1))]};
    }

    /** One slice within the view. */
    private static final class Cut {
        private final SlicePlane plane;
        private final int position;
        private final int[] start;
        private final Grid grid;
        private final int width;
        private final int height;

        Cut(SlicePlane plane, int position, Box view, Grid grid) {
            this.plane = plane;
            this.position = position;
            this.start = view.start();
            this.grid = grid;
            width = view.size()[plane.horizontal()];
            height = view.size()[plane.vertical()];
        }

        /** Index in the volume of a pixel of the picture. */
        int voxel(int pixel) {
            int x = pixel % width;
            int y = pixel / width;
            int[] at = new int[3];
            at[plane.across()] = position;
            at[plane.horizontal()] = start[plane.horizontal()] + (plane.flipHorizontal() ? width - 1 - x : x);
            at[plane.vertical()] = start[plane.vertical()] + (plane.flipVertical() ? height - 1 - y : y);
            return grid.index(at[0], at[1], at[2]);
        }

        SlicePicture picture(float[] values, float[] window, short[] reference, short[] prediction) {
            byte[] grey = new byte[width * height];
            short[] a = new short[grey.length];
            short[] b = new short[grey.length];
            float range = Math.max(window[1] - window[0], Float.MIN_NORMAL);
            for (int i = 0; i < grey.length; i++) {
                int voxel = voxel(i);
                float share = (values[voxel] - window[0]) / range;
                grey[i] = (byte) Math.round(255 * Math.min(1, Math.max(0, share)));
                a[i] = reference[voxel];
                b[i] = prediction[voxel];
            }
            return new SlicePicture(
                    plane.name() + ", slice " + (position + 1) + " of " + grid.size()[plane.across()],
                    List.of(plane.sides()),
                    width,
                    height,
                    grid.spacing()[plane.horizontal()],
                    grid.spacing()[plane.vertical()],
                    grey,
                    a,
                    b);
        }
    }
}
