package org.decathlete.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.preprocess.store.StoreIdentity;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetPreprocessingTest {
    private static final PreprocessingSpec SPEC = Phantoms.spec(new int[] {0, 1, 2}, new double[] {1, 1, 1}, 1);
    private static final Grid GRID = Grid.of(new int[] {16, 16, 16}, new double[] {1, 1, 1});

    @TempDir
    Path folder;

    /** Cases made on the spot; counts how many are between being read and being stored. */
    private static final class MadeCases implements CaseSource {
        private final int count;
        private final Set<String> broken;
        private Set<String> tooLarge = Set.of();
        private final ErrorKind kind;
        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicInteger inWork = new AtomicInteger();
        private final AtomicInteger mostInWork = new AtomicInteger();

        MadeCases(int count, String... broken) {
            this(ErrorKind.DATA, count, broken);
        }

        MadeCases(ErrorKind kind, int count, String... broken) {
            this.kind = kind;
            this.count = count;
            this.broken = Set.of(broken);
        }

        @Override
        public List<String> ids() {
            return IntStream.range(0, count).mapToObj(i -> "case" + i).toList();
        }

        @Override
        public Grid grid(String id) {
            return GRID;
        }

        @Override
        public Volume image(String id) {
            reads.incrementAndGet();
            mostInWork.accumulateAndGet(inWork.incrementAndGet(), Math::max);
            try {
                Thread.sleep(3);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            inWork.decrementAndGet();
            if (broken.contains(id)) {
                throw new DecathleteException(kind, id + ".nii.gz is truncated");
            }
            if (tooLarge.contains(id)) {
                throw new OutOfMemoryError("Java heap space");
            }
            return Phantoms.image(GRID, 1, new SplittableRandom(id.hashCode()));
        }

        @Override
        public LabelVolume label(String id) {
            return Phantoms.label(GRID);
        }
    }

    /** Counts steps. */
    private static final class CountedProgress implements Progress, Progress.Stage {
        private final AtomicLong done = new AtomicLong();
        private final Set<String> details = ConcurrentHashMap.newKeySet();

        @Override
        public Stage start(String name, long total) {
            return this;
        }

        @Override
        public void say(String line) {}

        @Override
        public void advance(long steps, String detail) {
            done.addAndGet(steps);
            details.add(detail);
        }

        @Override
        public void close() {}
    }

    @Test
    void doesEveryCaseOnceAndGoesOnWhereItStopped() {
        CaseStore store = store();
        MadeCases source = new MadeCases(6);
        CountedProgress progress = new CountedProgress();
        store.write("case3", new Preprocessor(SPEC).preprocess(source.image("case3"), null, Phantoms.LABELS));
        new DatasetPreprocessing(source, new Preprocessor(SPEC), Phantoms.LABELS, store).run(3, 1 << 30, progress);
        assertThat(store.size()).isEqualTo(6);
        assertThat(source.reads).hasValue(1 + 5);
        assertThat(progress.done).hasValue(6);
        assertThat(progress.details).contains("case0").doesNotContain("case3");
        new DatasetPreprocessing(source, new Preprocessor(SPEC), Phantoms.LABELS, store).run(3, 1 << 30, progress);
        assertThat(source.reads).hasValue(6);
    }

    @Test
    void keepsWithinTheMemoryBound() {
        MadeCases source = new MadeCases(24);
        long two = 2 * MemoryEstimate.of(GRID, SPEC) + 1;
        new DatasetPreprocessing(source, new Preprocessor(SPEC), Phantoms.LABELS, store())
                .run(8, two, Progress.silent());
        assertThat(source.mostInWork).hasValue(2);
        MadeCases alone = new MadeCases(6);
        CaseStore other = CaseStore.create(folder.resolve("other"), identity(), 0);
        new DatasetPreprocessing(alone, new Preprocessor(SPEC), Phantoms.LABELS, other).run(4, 1, Progress.silent());
        assertThat(alone.mostInWork).as("cases larger than the bound run alone").hasValue(1);
        assertThat(other.size()).isEqualTo(6);
    }

    @Test
    void wantOfDiskOrMemoryAloneIsToldApart() {
        MadeCases source = new MadeCases(ErrorKind.RESOURCE, 3, "case0", "case1", "case2");
        DecathleteException failure = catchThrowableOfType(
                DecathleteException.class,
                () -> new DatasetPreprocessing(source, new Preprocessor(SPEC), Phantoms.LABELS, store())
                        .run(2, 1 << 30, Progress.silent()));
        assertThat(failure.kind()).isEqualTo(ErrorKind.RESOURCE);
    }

    @Test
    void oneBadCaseIsNamedAndTheOthersAreDone() {
        CaseStore store = store();
        MadeCases source = new MadeCases(5, "case1", "case4");
        DecathleteException failure = catchThrowableOfType(
                DecathleteException.class,
                () -> new DatasetPreprocessing(source, new Preprocessor(SPEC), Phantoms.LABELS, store)
                        .run(2, 1 << 30, Progress.silent()));
        assertThat(failure.kind()).isEqualTo(ErrorKind.CASES);
        assertThat(failure)
                .hasMessageContaining("2 of 5")
                .hasMessageContaining("case1: case1.nii.gz is truncated")
                .hasMessageContaining("case4");
        assertThat(store.size()).isEqualTo(3);
    }

    @Test
    void badDataAltogetherAreTheDatasFault() {
        MadeCases source = new MadeCases(2, "case0", "case1");
        DecathleteException failure = catchThrowableOfType(
                DecathleteException.class,
                () -> new DatasetPreprocessing(source, new Preprocessor(SPEC), Phantoms.LABELS, store())
                        .run(2, 1 << 30, Progress.silent()));
        assertThat(failure.kind()).isEqualTo(ErrorKind.DATA);
    }

    @Test
    void aMemoryThatIsTooSmallIsNoFaultOfTheData() {
        CaseStore store = store();
        MadeCases source = new MadeCases(3, "case0");
        source.tooLarge = Set.of("case1");
        DecathleteException failure = catchThrowableOfType(
                DecathleteException.class,
                () -> new DatasetPreprocessing(source, new Preprocessor(SPEC), Phantoms.LABELS, store)
                        .run(2, 1 << 30, Progress.silent()));
        assertThat(failure.kind()).isEqualTo(ErrorKind.RESOURCE);
        assertThat(failure)
                .hasMessageContaining("case0.nii.gz is truncated")
                .hasMessageContaining("case1: needs about");
        assertThat(store.has("case2")).isTrue();
    }

    @Test
    void aDiskThatRefusesEndsItAtOnce() throws IOException {
        CaseStore store = store();
        Files.delete(store.folder().resolve("index.json"));
        Files.delete(store.folder());
        Files.createFile(store.folder());
        MadeCases source = new MadeCases(5);
        DecathleteException failure = catchThrowableOfType(
                DecathleteException.class,
                () -> new DatasetPreprocessing(source, new Preprocessor(SPEC), Phantoms.LABELS, store)
                        .run(1, 1 << 30, Progress.silent()));
        assertThat(failure.kind()).isEqualTo(ErrorKind.RESOURCE);
        assertThat(source.reads).hasValue(1);
    }

    private CaseStore store() {
        return CaseStore.create(folder, identity(), 0);
    }

    private static StoreIdentity identity() {
        return new StoreIdentity("made", Phantoms.LABELS, SPEC);
    }
}
