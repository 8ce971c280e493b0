package org.decathlete.core.preprocess.probabilities;

import java.nio.file.Path;
import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.Transposition;
import org.decathlete.core.run.AtomicFiles;

/**
 * Where probabilities go while a case is in work.
 *
 * @param heapBytes as much as this is held in memory; what is more goes into a temporary file, deleted when the probabilities are
 *     closed
 * @param folder of that file; created where needed
 * @param name of the case
 */
public record ProbabilityStorage(long heapBytes, Path folder, String name) {
    private static final String ENDING = ".scratch";

    /** Memory alone. */
    public static ProbabilityStorage memory() {
        return new ProbabilityStorage(Long.MAX_VALUE, Path.of(""), "");
    }

    /** The storage of one of several that are made for the same case. */
    public ProbabilityStorage part(int index, int count) {
        return new ProbabilityStorage(heapBytes / count, folder, name + "-" + index);
    }

    /** Bytes of the Java heap that the probabilities of an image will hold while they wait to be read. */
    public long heapBytes(int classes, long voxels) {
        long bytes = bytes(classes, voxels);
        return bytes <= heapBytes ? bytes : 0;
    }

    /** Whether a file name, as {@link AtomicFiles#clean} tells it, is that of a case of this name or one of its parts. */
    public static boolean isNamed(String file, String name) {
        return file.startsWith(name)
                && file.endsWith(ENDING)
                && file.length() >= name.length() + ENDING.length()
                && file.substring(name.length(), file.length() - ENDING.length())
                        .matches("(-\\d+)?");
    }

    /**
     * Room for the probabilities of a case.
     *
     * @param decision says how many outputs there are
     * @param geometry of the case, from its preprocessing
     * @param transposition from the file's axes to those of the preprocessed case
     * @return for whoever asked to close
     * @throws org.decathlete.core.run.DecathleteException of kind RESOURCE when the disk has no room for them
     */
    public ProbabilityTarget create(Decision decision, CaseGeometry geometry, Transposition transposition) {
        if (bytes(decision.classes(), geometry.original().voxels()) <= heapBytes) {
            return new ProbabilitiesInMemory(decision, geometry, transposition);
        }
        Path file = AtomicFiles.temporary(folder.resolve(name + ENDING));
        return new ProbabilitiesOnDisk(decision, geometry, transposition, file);
    }

    private static long bytes(int classes, long voxels) {
        return classes * voxels * Float.BYTES;
    }
}
