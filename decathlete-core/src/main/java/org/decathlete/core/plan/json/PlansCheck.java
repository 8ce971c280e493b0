package org.decathlete.core.plan.json;

import java.util.List;
import java.util.stream.IntStream;
import org.decathlete.core.plan.PlanConfiguration;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.spec.UNetSpec;

/** Whether values of a plans file that each have the right type fit together; people edit these files. */
final class PlansCheck {

    private PlansCheck() {}

    /**
     * The two orders of axes.
     *
     * @param where the file, for messages
     * @throws DecathleteException of kind DATA when one is no order of three axes, or they do not undo each other
     */
    static void axes(String where, List<Integer> forward, List<Integer> backward) {
        List<Integer> identity = List.of(0, 1, 2);
        boolean order = forward.stream().sorted().toList().equals(identity);
        if (!order || !identity.stream().map(forward::indexOf).toList().equals(backward)) {
            throw DecathleteException.data(where + " has transpose_forward " + forward + " and transpose_backward "
                    + backward + "; each must hold 0, 1 and 2 once, and the second must undo the first");
        }
    }

    /**
     * One configuration.
     *
     * @param where the file and the place in it, for messages
     * @throws DecathleteException of kind DATA when a value is out of its range, or the patch does not suit the network
     */
    static void configuration(String where, PlanConfiguration configuration) {
        UNetSpec network = configuration.network();
        int dimensions = network.dimensions();
        List<Integer> patch = configuration.patchSize();
        require(configuration.batchSize() >= 1, where, "batch_size", configuration.batchSize(), "at least 1");
        require(
                configuration.spacing().size() == dimensions
                        && configuration.spacing().stream().allMatch(s -> s > 0),
                where,
                "spacing",
                configuration.spacing(),
                dimensions + " values above 0 mm, one per axis of the network");
        require(
                patch.size() == dimensions && patch.stream().allMatch(edge -> edge >= 1),
                where,
                "patch_size",
                patch,
                dimensions + " edges of at least 1 voxel, one per axis of the network");
        List<Integer> divisor = IntStream.range(0, dimensions)
                .mapToObj(axis -> network.strides().stream()
                        .mapToInt(stride -> stride.get(axis))
                        .reduce(1, (a, b) -> a * b))
                .toList();
        require(
                IntStream.range(0, dimensions).allMatch(axis -> patch.get(axis) % divisor.get(axis) == 0),
                where,
                "patch_size",
                patch,
                "edges that the strides of the network divide: multiples of " + divisor);
        require(
                configuration.useMaskForNorm().size()
                        == configuration.normalizationSchemes().size(),
                where,
                "use_mask_for_norm",
                configuration.useMaskForNorm(),
                "one value per channel, as in normalization_schemes");
    }

    private static void require(boolean holds, String where, String field, Object value, String expected) {
        if (!holds) {
            throw DecathleteException.data(
                    where + " has " + value + " in field \"" + field + "\", where this is needed: " + expected);
        }
    }
}
