package org.decathlete.nn.infer.ensemble;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;
import org.decathlete.core.preprocess.probabilities.ProbabilityStorage;
import org.decathlete.core.preprocess.restoration.ProbabilityJoin;
import org.decathlete.core.preprocess.restoration.Restoration;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.memory.CaseMemory;
import org.decathlete.nn.infer.memory.ProbabilityPlace;
import org.decathlete.nn.infer.segmenter.Prediction;
import org.decathlete.nn.infer.segmenter.PreparedImage;
import org.decathlete.nn.infer.segmenter.Segmenter;
import org.decathlete.nn.infer.window.PredictionMode;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Segments images with several segmenters, which may prepare them differently: their probabilities on the image's grid are joined (nnU-Net
 * takes the mean), and the labels decided by the result. The segmenters see an image one after another.
 */
public final class Ensemble implements Segmenter {
    /** Name of the temporary files where probabilities are needed but not wanted. */
    public static final String SCRATCH = "ensemble";

    private final List<Segmenter> segmenters;
    private final ProbabilityJoin.Rule rule;
    private final int threads;
    private final Path scratch;

    private Ensemble(List<Segmenter> segmenters, ProbabilityJoin.Rule rule, int threads, Path scratch) {
        this.segmenters = List.copyOf(segmenters);
        this.rule = rule;
        this.threads = threads;
        this.scratch = scratch;
    }

    /**
     * A segmenter of some members; of one alone, its own.
     *
     * @param members at least one, with the same channels and labels; their networks are on {@code device} and closed with the
     *     segmenter
     * @param rule how probabilities are joined, such as {@link ProbabilityJoin#MEAN}
     * @param scratch folder for temporary files, where probabilities are too many for the memory
     * @param mode how thorough each of them is
     * @throws DecathleteException of kind DATA when members expect or mean different things
     */
    public static Segmenter of(
            List<Member> members,
            ProbabilityJoin.Rule rule,
            Device device,
            Precision precision,
            int threads,
            Path scratch,
            PredictionMode mode) {
        DataContract data = members.get(0).candidate().data();
        for (Member member : members) {
            requireSame(data, member.candidate().data());
        }
        List<Segmenter> segmenters = members.stream()
                .map(member -> member.segmenter(device, precision, threads, mode))
                .toList();
        return segmenters.size() == 1 ? segmenters.get(0) : new Ensemble(segmenters, rule, threads, scratch);
    }

    private static void requireSame(DataContract data, DataContract other) {
        if (!data.channelNames().equals(other.channelNames()) || !data.labels().equals(other.labels())) {
            throw DecathleteException.data("the members of the ensemble do not belong together: one has channels "
                    + data.channelNames() + " and labels " + data.labels() + ", another " + other.channelNames()
                    + " and "
                    + other.labels());
        }
    }

    @Override
    public void close() {
        segmenters.forEach(Segmenter::close);
    }

    @Override
    public DataContract data() {
        return segmenters.get(0).data();
    }

    @Override
    public CaseMemory memory(Grid grid, boolean probabilities) {
        CaseMemory most = new CaseMemory(0, 0, 0, 0, 0);
        long image = segmenters.get(0).memory(grid, true).image();
        long kept = 0;
        for (Segmenter segmenter : segmenters) {
            CaseMemory one = segmenter.memory(grid, true);
            most = new CaseMemory(
                    image,
                    Math.max(most.preparing(), one.preparing()),
                    Math.max(most.segmenting(), image + kept + Math.max(one.preparing(), one.segmenting())),
                    Math.max(most.result(), one.result()),
                    Math.max(most.beside(), one.beside()));
            kept += one.result();
        }
        long joining = image + kept + (probabilities ? most.result() : Short.BYTES * (long) grid.voxels());
        return new CaseMemory(
                image,
                most.preparing(),
                Math.max(most.segmenting(), joining),
                probabilities ? most.result() : Short.BYTES * (long) grid.voxels(),
                most.beside());
    }

    @Override
    public PreparedImage prepare(Volume image) {
        AtomicReference<@Nullable PreparedImage> first =
                new AtomicReference<>(segmenters.get(0).prepare(image));
        return (storage, progress) -> segment(first, image, storage, progress);
    }

    /** @param first the image as the first segmenter wants it; let go when that has seen it */
    private Prediction segment(
            AtomicReference<@Nullable PreparedImage> first,
            Volume image,
            Optional<ProbabilityStorage> storage,
            Progress progress) {
        ProbabilityStorage all = storage.orElseGet(() -> ProbabilityPlace.of(scratch, SCRATCH));
        List<ProbabilityMap> parts = new ArrayList<>();
        try {
            for (int i = 0; i < segmenters.size(); i++) {
                PreparedImage waiting = first.getAndSet(null);
                PreparedImage prepared = waiting == null ? segmenters.get(i).prepare(image) : waiting;
                parts.add(prepared.segment(Optional.of(all.part(i, segmenters.size() + 1)), progress)
                        .probabilities()
                        .orElseThrow());
            }
            return join(parts, image, storage);
        } finally {
            parts.forEach(ProbabilityMap::close);
        }
    }

    private Prediction join(List<ProbabilityMap> parts, Volume image, Optional<ProbabilityStorage> storage) {
        ProbabilityJoin join = new ProbabilityJoin(parts, rule, data().labels(), threads);
        if (storage.isEmpty()) {
            return new Prediction(join.labels(image.grid(), image.header()), Optional.empty());
        }
        Restoration.WithProbabilities joined = join.withProbabilities(image.grid(), image.header(), storage.get());
        return new Prediction(joined.labels(), Optional.of(joined.probabilities()));
    }
}
