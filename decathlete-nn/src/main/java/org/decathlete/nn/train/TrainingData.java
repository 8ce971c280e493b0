package org.decathlete.nn.train;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.CascadeAugmentation;
import org.decathlete.core.candidate.PreviousStage;
import org.decathlete.core.dataset.Split;
import org.decathlete.core.preprocess.CaseStore;
import org.decathlete.core.preprocess.SegmentationStore;
import org.decathlete.core.preprocess.StoredCase;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.augment.Augmenter;
import org.decathlete.nn.augment.SourceReader;
import org.jspecify.annotations.Nullable;

/**
 * Where batches come from.
 *
 * @param training makes augmented batches of the training cases
 * @param sources reads what a device needs to augment the training batches
 * @param validation makes plain batches of the validation cases
 */
record TrainingData(BatchMaker training, SourceBatchMaker sources, BatchMaker validation) {

    /**
     * The batches of a candidate on a split.
     *
     * @param previous what the previous stage says about the cases; null without one
     * @throws DecathleteException of kind DATA when a case is missing, has no label map or other channels than the network
     */
    static TrainingData of(
            Candidate candidate, Split split, CaseStore store, @Nullable SegmentationStore previous, long seed) {
        Oversampling oversampling = Oversampling.of(candidate.recipe());
        List<Boolean> masks = candidate.preprocessing().useMaskForNorm();
        PreviousStage stage = candidate.previousStage();
        CascadeAugmentation corruption = stage == null ? null : stage.augmentation();
        List<TrainingCase> cases = cases(candidate, split.train(), store, previous, "train");
        BatchMaker training = BatchMaker.training(
                cases,
                () -> new Augmenter(candidate.recipe().augmentation(), candidate.patchSize(), masks, corruption),
                candidate.batchSize(),
                oversampling,
                seed);
        SourceBatchMaker sources = new SourceBatchMaker(
                cases,
                new SourceReader(candidate.recipe().augmentation(), candidate.patchSize(), masks.size()),
                candidate.batchSize(),
                oversampling,
                seed);
        BatchMaker validation = BatchMaker.validation(
                cases(candidate, split.validation(), store, previous, "validation"),
                Augmenter.inSpace(candidate.patchSize()),
                candidate.batchSize(),
                oversampling,
                seed);
        return new TrainingData(training, sources, validation);
    }

    /** The training batches from {@code first} on, augmented where the settings say. */
    StepSource source(Candidate candidate, RunSettings settings, long first) {
        int threads = settings.loaderThreads();
        if (!settings.placed(candidate).augmentsOnDevice()) {
            return StepSource.of(new BatchLoader<>(training::make, first, Long.MAX_VALUE, threads));
        }
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
