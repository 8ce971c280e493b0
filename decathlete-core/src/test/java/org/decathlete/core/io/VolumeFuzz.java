package org.decathlete.core.io;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.decathlete.core.io.geometry.Matrix3;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/**
 * Reads damaged volumes, COUNT of each format in turn: {@code VolumeFuzz COUNT SEED}. Every one must give a volume that keeps its promises or a
 * DecathleteException, in less than a second of processor time; anything else ends the run with status 1 and the seed that
 * reproduces it. A watchdog ends it where a file hangs.
 */
public final class VolumeFuzz {
    private static final long LONGEST_NANOSECONDS = 1_000_000_000L;
    private static final long HANGING_MILLISECONDS = 30_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<FuzzSeeds> formats;
    private final Path folder;
    private volatile long current;
    private volatile long startedMilliseconds = System.currentTimeMillis();
    private long slowest;

    private VolumeFuzz(Path folder) throws IOException {
        this.folder = folder;
        this.formats = FuzzSeeds.all(folder);
    }

    public static void main(String[] arguments) throws IOException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Path folder = Files.createTempDirectory("fuzz");
        VolumeFuzz fuzz = new VolumeFuzz(folder);
        fuzz.watch();
        int status = fuzz.run(count, seed);
        Files.deleteIfExists(folder.resolve("fuzz.nii"));
        Files.deleteIfExists(folder.resolve("fuzz.raw"));
        Files.deleteIfExists(folder);
        System.exit(status);
    }

    private int run(int countOfEach, long firstSeed) throws IOException {
        int count = Math.multiplyExact(countOfEach, formats.size());
        Map<String, Integer> read = new TreeMap<>();
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            current = seed;
            startedMilliseconds = System.currentTimeMillis();
            SplittableRandom random = new SplittableRandom(seed);
            FuzzSeeds format = formats.get((int) Math.floorMod(seed, (long) formats.size()));
            byte[] sound = format.sound().get(random.nextInt(format.sound().size()));
            Path file = folder.resolve("fuzz.nii");
            Files.write(file, format.damage().of(sound, random));
            long before = threads.getCurrentThreadCpuTime();
            String outcome = outcome(file, format.format(), random.nextBoolean());
            long taken = threads.getCurrentThreadCpuTime() - before;
            slowest = Math.max(slowest, taken);
            if (outcome.startsWith("FAILED") || taken > LONGEST_NANOSECONDS) {
                System.out.println("seed " + seed + ": " + outcome + " after " + taken / 1_000_000 + " ms");
                return 1;
            }
            outcomes.merge(outcome, 1, Integer::sum);
            read.merge(format.format(), 1, Integer::sum);
        }
        outcomes.forEach((outcome, times) -> System.out.printf("%8d %s%n", times, outcome));
        read.forEach((format, times) -> System.out.printf("%8d %s files%n", times, format));
        System.out.printf(
                "%8d files, seeds %d to %d, heap %d MiB, slowest %d ms%n",
                count, firstSeed, firstSeed + count - 1, Runtime.getRuntime().maxMemory() >> 20, slowest / 1_000_000);
        return 0;
    }

    private static String outcome(Path file, String format, boolean label) {
        try {
            VolumeInfo info = VolumeFiles.info(file);
            if (label) {
                check(info, VolumeFiles.readLabels(file));
                return format + " label map";
            }
            check(info, VolumeFiles.read(file));
            return format + " image";
        } catch (DecathleteException e) {
            String message = String.valueOf(e.getMessage()).replace(file.toString(), "");
            return format + " refused " + e.kind() + ":"
                    + message.replaceAll("[-0-9\"].*", "").replaceAll("[(:].*", "");
        } catch (Throwable e) {
            return "FAILED " + e;
        }
    }

    private static void check(VolumeInfo info, Volume volume) {
        require(volume.grid().equals(info.grid()), "grids differ");
        require(volume.channels().size() == info.channels(), "channels differ");
        require(volume.channels().get(0).length == info.grid().voxels(), "voxels are missing");
        checkGrid(info);
    }

    private static void check(VolumeInfo info, LabelVolume volume) {
        require(volume.grid().equals(info.grid()), "grids differ");
        require(volume.labels().length == info.grid().voxels(), "voxels are missing");
        checkGrid(info);
    }

    private static void checkGrid(VolumeInfo info) {
        double[] direction = info.grid().direction();
        for (int column = 0; column < 3; column++) {
            require(Math.abs(Matrix3.columnLength(direction, column) - 1) < 1e-9, "an axis is no unit vector");
            require(Double.isFinite(info.grid().origin()[column]), "the origin is not finite");
        }
        require(Math.abs(Matrix3.determinant(direction)) > 1e-7, "the axes do not span space");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private void watch() {
        Thread watchdog = new Thread(() -> {
            while (System.currentTimeMillis() - startedMilliseconds < HANGING_MILLISECONDS) {
                try {
                    Thread.sleep(500);
                } catch (InterruptedException e) {
                    return;
                }
            }
            System.out.println("seed " + current + " hangs");
            Runtime.getRuntime().halt(1);
        });
        watchdog.setDaemon(true);
        watchdog.start();
    }
}
