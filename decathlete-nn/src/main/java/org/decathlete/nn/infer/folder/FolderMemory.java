package org.decathlete.nn.infer.folder;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.io.VolumeInfo;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.infer.memory.CaseMemory;
import org.decathlete.nn.infer.memory.MemoryText;
import org.decathlete.nn.infer.segmenter.Segmenter;

/**
 * What the images of a folder take of the memory, judged from their headers before anything is read, and which of them may be in
 * work at the same time.
 */
final class FolderMemory {
    private static final CaseMemory UNKNOWN = new CaseMemory(0, 0, 0, 0, 0);

    private final Segmenter segmenter;
    private final boolean probabilities;
    private final CorePlan cores;
    private final long usable;
    private final Map<InputCase, CaseMemory> known = new HashMap<>();

    /** @param usable bytes that the Java heap can hold */
    FolderMemory(Segmenter segmenter, boolean probabilities, CorePlan cores, long usable) {
        this.segmenter = segmenter;
        this.probabilities = probabilities;
        this.cores = cores;
        this.usable = usable;
    }

    /**
     * Refuses an image that cannot fit.
     *
     * @throws DecathleteException of kind RESOURCE
     */
    void requireFit(InputCase input) {
        of(input).requireFit("image " + input.id(), usable);
    }

    /** Whether the result of {@code last} may wait to be written while {@code current} is in work. */
    boolean mayWrite(InputCase last, InputCase current) {
        return of(last).result() + of(current).peak() <= usable;
    }

    /** Whether {@code next} may be read, or prepared, while {@code current} is segmented and the result before it is written. */
    boolean mayReadAhead(InputCase last, InputCase current, InputCase next) {
        CaseMemory ahead = of(next);
        long beside = cores.besideNetworks() ? ahead.preparing() : ahead.image();
        return ahead.peak() <= usable && of(last).result() + of(current).segmenting() + beside <= usable;
    }

    /** The plan in words, for the image that takes most; nothing where no header can be read. */
    Optional<String> text(List<InputCase> inputs) {
        InputCase largest = inputs.stream()
                .max(Comparator.comparingLong(one -> of(one).peak()))
                .orElseThrow();
        CaseMemory most = of(largest);
        return most.equals(UNKNOWN) ? Optional.empty() : Optional.of(text(largest, most, inputs.size() > 1));
    }

    private String text(InputCase largest, CaseMemory most, boolean several) {
        return String.format(
                Locale.ROOT,
                "memory: %s of the Java heap, which can hold %s, and about %s beside it, for the largest image, %s%s%s",
                MemoryText.of(most.peak()),
                MemoryText.of(usable),
                MemoryText.of(most.beside()),
                largest.id(),
                size(largest),
                several ? company(largest) : "");
    }

    private String company(InputCase largest) {
        return mayReadAhead(largest, largest, largest)
                ? "; the next image is " + (cores.besideNetworks() ? "prepared" : "read") + " meanwhile"
                : "; an image of this size is worked on alone";
    }

    private CaseMemory of(InputCase input) {
        return known.computeIfAbsent(input, this::judge);
    }

    private CaseMemory judge(InputCase input) {
        try {
            VolumeInfo info = VolumeFiles.info(input.files().get(0));
            return segmenter.memory(info.grid(), probabilities);
        } catch (DecathleteException e) {
            // Its turn will come, and with it the error.
            return UNKNOWN;
        }
    }

    private static String size(InputCase input) {
        try {
            int[] size = VolumeFiles.info(input.files().get(0)).grid().size();
            return Arrays.stream(size).mapToObj(String::valueOf).collect(Collectors.joining("×", " (", ")"));
        } catch (DecathleteException e) {
            return "";
        }
    }
}
