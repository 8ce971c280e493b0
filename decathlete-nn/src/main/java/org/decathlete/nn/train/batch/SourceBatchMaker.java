package org.decathlete.nn.train.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.augment.device.SourceBatch;
import org.decathlete.nn.augment.device.SourceReader;
import org.decathlete.nn.augment.draw.SampleChange;
import org.decathlete.nn.augment.draw.SampleRandom;

/** Reads what a device needs to augment the batch of an iteration: the samples that {@link BatchMaker} makes. Thread-safe. */
final class SourceBatchMaker {
    private final List<? extends TrainingCase> cases;
    private final PatchSampler sampler;
    private final SourceReader reader;
    private final int batchSize;
    private final long seed;

    SourceBatchMaker(
            List<? extends TrainingCase> cases,
            SourceReader reader,
            int batchSize,
            Oversampling oversampling,
            long seed) {
        this.cases = cases;
        this.sampler = new PatchSampler(cases, reader.enlargedSize(), reader.patchSize(), batchSize, oversampling);
        this.reader = reader;
        this.batchSize = batchSize;
        this.seed = seed;
    }

    /**
     * What the batch of an iteration is made of.
     *
     * @throws DecathleteException naming the case that cannot be read
     */
    SourceBatch make(long iteration) {
        List<PatchLocation> locations = new ArrayList<>();
        List<SampleChange> changes = new ArrayList<>();
        for (int place = 0; place < batchSize; place++) {
            SplittableRandom random = SampleRandom.of(seed, BatchMaker.TRAINING, iteration, place);
            locations.add(sampler.sample(place, random));
            changes.add(reader.draw(random));
        }
        SourceBatch batch = reader.open(iteration, changes);
        for (int i = 0; i < batchSize; i++) {
            int place = i;
            PatchLocation location = locations.get(place);
            TrainingCase source = cases.get(location.caseIndex());
            BatchMaker.naming(source, iteration, () -> batch.fill(place, source, location.start()));
        }
        return batch;
    }
}
