package org.decathlete.core.preprocess.store;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.decathlete.core.preprocess.cases.PreprocessedCase;

/** Writes cases until it is killed; run in a process of its own. */
final class KilledWriter {

    private KilledWriter() {}

    public static void main(String[] arguments) {
        CaseStore store = CaseStore.open(Path.of(arguments[0]), 0);
        SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[1]));
        while (true) {
            int id = random.nextInt(20);
            store.write("case" + id, content(id));
        }
    }

    static PreprocessedCase content(int id) {
        return CaseStoreTest.random(new int[] {20, 30, 40 + id}, 2, id);
    }
}
