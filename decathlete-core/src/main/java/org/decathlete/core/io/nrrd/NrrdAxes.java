package org.decathlete.core.io.nrrd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.decathlete.core.io.geometry.VolumeShape;
import org.decathlete.core.io.text.HeaderFields;

/**
 * Which axes of a NRRD file are space and which is channels. An axis whose space direction is {@code none}, or whose kind is a
 * list, a vector, a colour or the like, is no space; where four are left, time is channels, or else the slowest axis.
 *
 * @param shape the extents in our order
 * @param space the axes of space, fastest first: two or three
 * @param channel the axis of the channels, -1 where there is none
 * @param run how many voxels of one channel stand together
 */
record NrrdAxes(VolumeShape shape, List<Integer> space, int channel, int run) {
    private static final int MOST_DIMENSIONS = 16;
    private static final Pattern TOKEN = Pattern.compile("\\([^()]*\\)|[^\\s()]+");
    private static final Set<String> SPACE_KINDS = Set.of("domain", "space", "time", "???", "none", "unknown");
    private static final String NONE = "none";

    static NrrdAxes of(HeaderFields fields) {
        long[] sizes = fields.wholeNumbers("sizes");
        if (sizes.length < 2 || sizes.length > MOST_DIMENSIONS || fields.wholeNumber("dimension", 0) != sizes.length) {
            throw fields.wrong(
                    "sizes",
                    "but \"" + fields.declared("dimension") + "\"; there must be as many, 2 at least and 16 at most");
        }
        List<Integer> space = spaceAxes(fields, sizes.length);
        int channel = channelAxis(fields, sizes, space);
        space.remove((Integer) channel);
        if (space.size() != 2 && space.size() != 3) {
            throw fields.wrong("sizes", "of which " + space.size() + " are axes of space; there must be 2 or 3");
        }
        VolumeShape shape = VolumeShape.of(
                fields.file(),
                fields.declared("sizes"),
                space.stream().mapToLong(axis -> sizes[axis]).toArray(),
                channel < 0 ? 1 : sizes[channel]);
        return new NrrdAxes(shape, List.copyOf(space), channel, run(shape, sizes, space, channel));
    }

    /** The entries of a field that has one per axis; as many as axes, or none where the field is absent. */
    static List<String> perAxis(HeaderFields fields, String name, int axes) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(fields.text(name).orElse(""));
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        if (!tokens.isEmpty() && tokens.size() != axes) {
            throw fields.wrong(name, "which should have " + axes + " entries, one per axis");
        }
        return tokens;
    }

    private static List<Integer> spaceAxes(HeaderFields fields, int axes) {
        List<String> kinds = perAxis(fields, "kinds", axes);
        List<String> directions = perAxis(fields, "space directions", axes);
        List<Integer> space = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            boolean placed = directions.isEmpty() || !directions.get(axis).equalsIgnoreCase(NONE);
            boolean ofSpace =
                    kinds.isEmpty() || SPACE_KINDS.contains(kinds.get(axis).toLowerCase(Locale.ROOT));
            if (placed && ofSpace) {
                space.add(axis);
            }
        }
        return space;
    }

    private static int channelAxis(HeaderFields fields, long[] sizes, List<Integer> space) {
        int found = -1;
        for (int axis = 0; axis < sizes.length; axis++) {
            if (!space.contains(axis) && sizes[axis] != 1) {
                if (found >= 0) {
                    throw fields.wrong("sizes", "of which more than one axis is neither space nor of length 1");
                }
                found = axis;
            }
        }
        if (found >= 0 || space.size() <= 3) {
            return found;
        }
        List<String> kinds = perAxis(fields, "kinds", sizes.length);
        int time = kinds.stream()
                .map(kind -> kind.toLowerCase(Locale.ROOT))
                .toList()
                .indexOf("time");
        return time >= 0 ? time : space.get(space.size() - 1);
    }

    private static int run(VolumeShape shape, long[] sizes, List<Integer> space, int channel) {
        if (channel < 0) {
            return (int) shape.voxels();
        }
        long run = 1;
        for (int axis : space) {
            run *= axis < channel ? sizes[axis] : 1;
        }
        return (int) run;
    }
}
