package org.decathlete.nn.train;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Split;
import org.decathlete.core.preprocess.CaseStore;
import org.decathlete.core.preprocess.StoredCase;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.augment.Augmenter;

/**
 * Where batches come from.
 *
 * @param training makes augmented batches of the training cases
 * @param validation makes plain batches of the validation cases
 */
record TrainingData(BatchMaker training, BatchMaker validation) {

    /**
     * The batches of a candidate on a split.
     *
     * @throws DecathleteException of kind DATA when a case is missing, has no label map or other channels than the network
     */
    static TrainingData of(Candidate candidate, Split split, CaseStore store, long seed) {
        double oversampling = candidate.recipe().foregroundOversampling();
        List<Boolean> masks = candidate.preprocessing().useMaskForNorm();
        BatchMaker training = BatchMaker.training(
                cases(candidate, split.train(), store, "train"),
                () -> new Augmenter(candidate.recipe().augmentation(), candidate.patchSize(), masks),
                candidate.batchSize(),
                oversampling,
                seed);
        BatchMaker validation = BatchMaker.validation(
                cases(candidate, split.validation(), store, "validation"),
                Augmenter.inSpace(candidate.patchSize()),
                candidate.batchSize(),
                oversampling,
                seed);
        return new TrainingData(training, validation);
    }

    private static List<TrainingCase> cases(Candidate candidate, List<String> ids, CaseStore store, String list) {
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
            int expected = candidate.network().inputChannels();
            if (stored.channels() != expected) {
                throw DecathleteException.data(
                        "case " + id + " has " + stored.channels() + " channels, the network expects " + expected);
            }
            cases.add(new StoredTrainingCase(stored));
        }
        return cases;
    }
}
