package org.decathlete.core.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.decathlete.core.volume.Volume;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class PhantomTest {
    private static final PhantomSettings SETTINGS = new PhantomSettings(6, new int[] {20, 64, 64}, 11);

    @Test
    void equalSettingsGiveEqualCasesInAnyOrder() {
        PhantomCase alone = new Phantom(SETTINGS).make(4);
        Phantom again = new Phantom(new PhantomSettings(6, new int[] {20, 64, 64}, 11));
        again.make(5);
        PhantomCase repeated = again.make(4);

        assertThat(repeated.id()).isEqualTo(alone.id()).isEqualTo("phantom_004");
        assertThat(repeated.image().grid()).isEqualTo(alone.image().grid());
        assertThat(repeated.image().channels().get(0))
                .isEqualTo(alone.image().channels().get(0));
        assertThat(repeated.label().labels()).isEqualTo(alone.label().labels());
    }

    @Test
    void aCaseDependsOnTheSeedAndNotOnHowManyThereAre() {
        short[] labels = new Phantom(SETTINGS).make(0).label().labels();

        assertThat(new Phantom(new PhantomSettings(1, SETTINGS.size(), 11))
                        .make(0)
                        .label()
                        .labels())
                .isEqualTo(labels);
        assertThat(new Phantom(new PhantomSettings(6, SETTINGS.size(), 12))
                        .make(0)
                        .label()
                        .labels())
                .isNotEqualTo(labels);
    }

    @Test
    void everyCaseHasBothOrgansInOnePieceAndTouching() {
        Properties.forAll(100, 24, random -> {
            PhantomSettings settings = new PhantomSettings(1, new int[] {20, 64, 64}, random.nextLong());
            PhantomCase one = new Phantom(settings).make(0);
            int[] size = one.label().grid().size();
            boolean[] large = mask(one.label().labels(), 1);
            boolean[] small = mask(one.label().labels(), 2);
            boolean[] either = IntStream.range(0, large.length)
                    .collect(
                            () -> new boolean[large.length], (mask, i) -> mask[i] = large[i] || small[i], (a, b) -> {});

            assertThat(count(large)).isBetween(1000, 8000);
            assertThat(count(small)).isBetween(300, 4000);
            assertThat(Components.count(either, size)).isEqualTo(1);
            assertThat(count(large)).isGreaterThan(count(small));
        });
    }

    @Test
    void shapesSizesAndGeometryDifferBetweenCases() {
        Phantom phantom = new Phantom(SETTINGS);
        Set<String> sizes = new HashSet<>();
        Set<Integer> volumes = new HashSet<>();
        for (int i = 0; i < SETTINGS.cases(); i++) {
            PhantomCase one = phantom.make(i);
            sizes.add(one.image().grid().toString());
            volumes.add(count(mask(one.label().labels(), 1)));
            assertThat(one.label().grid()).isEqualTo(one.image().grid());
            assertThat(one.image().grid().spacing()[0])
                    .isGreaterThan(2 * one.image().grid().spacing()[1]);
        }

        assertThat(sizes).hasSize(SETTINGS.cases());
        assertThat(volumes).hasSize(SETTINGS.cases());
    }

    @Test
    void intensitiesAreNoisyWholeNumbersAndNeverNegative() {
        Volume image = new Phantom(SETTINGS).make(1).image();
        float[] values = image.channels().get(0);
        int[] size = image.grid().size();
        float[] corner = Arrays.copyOf(values, 10);

        for (float value : values) {
            assertThat(value).isBetween(0f, 2500f).isEqualTo(Math.round(value));
        }
        assertThat(new HashSet<>(Arrays.asList(box(corner)))).as("noise in air").hasSizeGreaterThan(4);
        assertThat(size[0]).isBetween(18, 22);
    }

    @Test
    void settingsAndIndexAreChecked() {
        assertThatThrownBy(() -> new PhantomSettings(0, new int[] {20, 64, 64}, 1))
                .hasMessageContaining("cases");
        assertThatThrownBy(() -> new PhantomSettings(1, new int[] {20, 64, 4}, 1))
                .hasMessageContaining("size");
        assertThatThrownBy(() -> new Phantom(SETTINGS).make(6)).hasMessageContaining("6");
    }

    private static boolean[] mask(short[] labels, int label) {
        boolean[] mask = new boolean[labels.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = labels[i] == label;
        }
        return mask;
    }

    private static int count(boolean[] mask) {
        int count = 0;
        for (boolean inside : mask) {
            count += inside ? 1 : 0;
        }
        return count;
    }

    private static Float[] box(float[] values) {
        Float[] boxed = new Float[values.length];
        for (int i = 0; i < values.length; i++) {
            boxed[i] = values[i];
        }
        return boxed;
    }
}
