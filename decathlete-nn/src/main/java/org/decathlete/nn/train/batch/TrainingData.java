package org.decathlete.nn.train.batch;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.CascadeAugmentation;
import org.decathlete.core.candidate.PreviousStage;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.preprocess.store.SegmentationStore;
import org.decathlete.core.preprocess.store.StoredCase;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.augment.Augmenter;
import org.decathlete.nn.augment.device.SourceReader;
import org.decathlete.nn.augment.patch.Patch;
import org.decathlete.nn.train.settings.RunSettings;
import org.jspecify.annotations.Nullable;

/**
 * Where batches come from.
 *
 * @param candidate what learns from them
 * @param cases that are learnt from
 * @param validation makes plain batches of the validation cases
 * @param seed of all that is drawn
 */
public record TrainingData(Candidate candidate, List<TrainingCase> cases, BatchMaker validation, long seed) {

    /**
     * The batches of a candidate on a split.
     *
     * @param previous what the previous stage says about the cases; null without one
     * @throws DecathleteException of kind DATA when a case is missing, has no label map or other channels than the network
     */
    public static TrainingData of(
            Candidate candidate, Split split, CaseStore store, @Nullable SegmentationStore previous, long seed) {
        List<TrainingCase> cases = cases(candidate, split.train(), store, previous, "train");
        BatchMaker validation = BatchMaker.validation(
                cases(candidate, split.validation(), store, previous, "validation"),
                Patch.inSpace(candidate.patchSize()),
                candidate.batchSize(),
                Oversampling.of(candidate.recipe()),
                seed);
        return new TrainingData(candidate, cases, validation, seed);
    }

    /** Makes augmented batches of the training cases, with the planned patch. */
    public BatchMaker training() {
        return training(candidate.patchSize());
    }

    private BatchMaker training(int[] patch) {
        PreviousStage stage = candidate.previousStage();
        CascadeAugmentation corruption = stage == null ? null : stage.augmentation();
        List<Boolean> masks = candidate.preprocessing().useMaskForNorm();
        return BatchMaker.training(
                cases,
                () -> new Augmenter(candidate.recipe().augmentation(), patch, candidate.patchSize(), masks, corruption),
                candidate.batchSize(),
                Oversampling.of(candidate.recipe()),
                seed);
    }

    /** Reads what a device needs to augment the training batches. */
    private SourceBatchMaker sources(int[] patch) {
        int channels = candidate.preprocessing().useMaskForNorm().size();
        return new SourceBatchMaker(
                cases,
                new SourceReader(candidate.recipe().augmentation(), patch, candidate.patchSize(), channels),
                candidate.batchSize(),
                Oversampling.of(candidate.recipe()),
                seed);
    }

    /**
     * The training batches from {@code first} on, augmented where the settings say.
     *
     * @param patch edges of their patches
     */
    public StepSource source(int[] patch, RunSettings settings, long first) {
        int threads = settings.loaderThreads();
        if (!settings.placed(candidate).augmentsOnDevice()) {
            BatchMaker maker = training(patch);
            return StepSource.of(new BatchLoader<>(maker::make, first, Long.MAX_VALUE, threads));
        }
        SourceBatchMaker sources = sources(patch);
        return DeviceSource.of(candidate, settings, new BatchLoader<>(sources::make, first, Long.MAX_VALUE, threads));
    }

    private static List<TrainingCase> cases(
            Candidate candidate, List<String> ids, CaseStore store, @Nullable SegmentationStore previous, String list) {
        if (ids.isEmpty()) {
            throw DecathleteException.data(
                    "the split's " + list + " list is empty; a training needs at least one case");
        }
        List<TrainingCase> cases = new ArrayList<>();
        for (String id : ids) {
            StoredCase stored = store.open(id);
            if (!stored.hasLabels()) {
                throw DecathleteException.data(
                        "case " + id + " has no label map, so it cannot be trained or judged on");
            }
            List<Integer> masks = candidate.previousLabels();
            int expected = candidate.network().inputChannels() - masks.size();
            if (stored.channels() != expected) {
                throw DecathleteException.data(
                        "case " + id + " has " + stored.channels() + " channels, the network expects " + expected);
            }
            cases.add(
                    previous == null
                            ? new StoredTrainingCase(stored)
                            : StoredTrainingCase.refined(stored, masks, previous.open(id)));
        }
        return cases;
    }
}
