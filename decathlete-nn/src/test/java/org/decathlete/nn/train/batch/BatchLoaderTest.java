package org.decathlete.nn.train.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Augmentation;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.augment.Augmenter;
import org.junit.jupiter.api.Test;

class BatchLoaderTest {

    @Test
    void batchesDoNotDependOnThreadsOrOnWhereTheLoaderBegan() throws InterruptedException {
        BatchMaker maker = maker(cases());
        List<Batch> expected = new ArrayList<>();
        for (long i = 0; i < 12; i++) {
            expected.add(maker.make(i));
        }
        for (int threads : new int[] {1, 3}) {
            for (int first : new int[] {0, 5}) {
                try (BatchLoader<Batch> loader = new BatchLoader<>(maker(cases())::make, first, 12, threads)) {
                    for (int i = first; i < 12; i++) {
                        Batch batch = loader.next();
                        assertThat(batch.index()).isEqualTo(i);
                        assertThat(batch.image()).isEqualTo(expected.get(i).image());
                        assertThat(batch.labels()).isEqualTo(expected.get(i).labels());
                    }
                }
            }
        }
        assertThat(expected.get(0).image()).isNotEqualTo(expected.get(1).image());
        assertThat(expected.get(0).shape()).containsExactly(3, 1, 6, 7, 8);
    }

    @Test
    void anErrorNamesTheCase() {
        ArrayCase broken = new ArrayCase("liver_007", new int[] {8, 8, 8}, new float[512], new short[512], 1) {
            @Override
            public void readImage(int channel, int[] start, int[] size, float[] destination) {
                throw DecathleteException.data("chunk 3 is damaged");
            }
        };
        try (BatchLoader<Batch> loader = new BatchLoader<>(maker(List.of(broken))::make, 0, 5, 1)) {
            assertThatThrownBy(loader::next)
                    .isInstanceOfSatisfying(
                            DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
                    .hasMessageContaining("liver_007")
                    .hasMessageContaining("chunk 3 is damaged");
        }
    }

    @Test
    void closingStopsTheWorkers() throws InterruptedException {
        BatchLoader<Batch> loader = new BatchLoader<>(maker(cases())::make, 0, Long.MAX_VALUE, 2);
        loader.next();
        loader.close();
        for (Thread worker : workers()) {
            // A thread that has left the pool may still be on its way out.
            worker.join(2000);
            assertThat(worker.isAlive()).isFalse();
        }
    }

    private static List<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("batch-loader"))
                .toList();
    }

    private static BatchMaker maker(List<ArrayCase> cases) {
        return BatchMaker.training(
                cases,
                () -> new Augmenter(Augmentation.nnUNet(), new int[] {6, 7, 8}, List.of(false)),
                3,
                new Oversampling(0.33, false),
                11);
    }

    private static List<ArrayCase> cases() {
        List<ArrayCase> cases = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(8);
        for (int c = 0; c < 3; c++) {
            float[] image = new float[9 * 9 * 9];
            short[] labels = new short[image.length];
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) random.nextGaussian();
                labels[i] = (short) (random.nextInt(50) == 0 ? 1 : 0);
            }
            cases.add(new ArrayCase("case" + c, new int[] {9, 9, 9}, image, labels, 1));
        }
        return cases;
    }
}
