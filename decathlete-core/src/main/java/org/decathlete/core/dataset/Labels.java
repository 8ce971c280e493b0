package org.decathlete.core.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.decathlete.core.run.DecathleteException;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a label map mean. Either every entry is one label (the network ends in a softmax over all labels), or at
 * least one entry joins several labels and every entry but the background is a region with an output of its own (sigmoid).
 *
 * @param entries name and label values in declared order, the background (value 0) among them, the ignore label not
 * @param regionsClassOrder only with regions: the label that each foreground region is painted with, in painting order (later
 *     ones overwrite earlier ones); otherwise empty
 * @param ignore the value of voxels that nobody annotated, one above all others, or null
 */
public record Labels(
        List<Entry> entries,
        List<Integer> regionsClassOrder,
        @Nullable Integer ignore) {

    /** Largest value that a label map can hold here. */
    static final int LARGEST = Short.MAX_VALUE;

    /**
     * One name.
     *
     * @param name what is segmented
     * @param values the label values that belong to it, at least one, each 0 or above
     */
    public record Entry(String name, List<Integer> values) {
        public Entry {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw DecathleteException.data("label '" + name + "' has no value; give it a number, or remove it");
            }
            for (int value : values) {
                if (value < 0 || value > LARGEST) {
                    throw DecathleteException.data(
                            "label '" + name + "' has value " + value + ", outside 0 to " + LARGEST);
                }
            }
        }

        boolean isBackground() {
            return values.equals(List.of(0));
        }
    }

    public Labels {
        entries = List.copyOf(entries);
        regionsClassOrder = List.copyOf(regionsClassOrder);
        requireBackground(entries);
        boolean regions = entries.stream().anyMatch(entry -> entry.values().size() > 1);
        long foreground =
                entries.stream().filter(entry -> !entry.isBackground()).count();
        if (regions && regionsClassOrder.size() != foreground) {
            throw DecathleteException.data("labels declare " + foreground + " regions, but regions_class_order has "
                    + regionsClassOrder.size() + " entries; it needs one label per region");
        }
        int largest = valuesOf(entries).last();
        if (ignore != null && ignore != largest + 1) {
            throw DecathleteException.data("label 'ignore' has value " + ignore
                    + "; it must be one above the largest other label, here " + (largest + 1));
        }
    }

    /** Plain labels 0, 1, 2, … of these names; the first is the background. */
    public static Labels of(String... names) {
        List<Entry> entries = new ArrayList<>();
        for (int value = 0; value < names.length; value++) {
            entries.add(new Entry(names[value], List.of(value)));
        }
        return new Labels(entries, List.of(), null);
    }

    /** Whether some entry joins several labels. */
    public boolean hasRegions() {
        return entries.stream().anyMatch(entry -> entry.values().size() > 1);
    }

    /** Every label value but the ignore label, ascending, the background first. */
    public List<Integer> all() {
        return List.copyOf(valuesOf(entries));
    }

    /** Every label value but background and ignore label, ascending. */
    public List<Integer> foreground() {
        return all().stream().filter(value -> value != 0).toList();
    }

    /** Every value that a label map may hold, the ignore label included, ascending. */
    public List<Integer> declared() {
        SortedSet<Integer> values = valuesOf(entries);
        if (ignore != null) {
            values.add(ignore);
        }
        return List.copyOf(values);
    }

    /** What is judged: with regions the foreground regions in declared order, else each foreground label alone, ascending. */
    public List<List<Integer>> regions() {
        if (!hasRegions()) {
            return foreground().stream().map(List::of).toList();
        }
        return entries.stream()
                .filter(entry -> !entry.isBackground())
                .map(Entry::values)
                .toList();
    }

    /** Number of output channels of a network: one per foreground region, or one per label with the background. */
    public int outputs() {
        return hasRegions() ? regions().size() : all().size();
    }

    /** The declared name of these values, or the values themselves where no entry has exactly them. */
    public String name(List<Integer> values) {
        return entries.stream()
                .filter(entry -> entry.values().equals(values))
                .map(Entry::name)
                .findFirst()
                .orElseGet(() -> values.stream().map(String::valueOf).collect(Collectors.joining("+")));
    }

    private static SortedSet<Integer> valuesOf(List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.values().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void requireBackground(List<Entry> entries) {
        if (entries.stream().noneMatch(Entry::isBackground)) {
            throw DecathleteException.data("labels have no background; declare \"background\": 0");
        }
    }
}
