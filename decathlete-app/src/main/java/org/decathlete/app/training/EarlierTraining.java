package org.decathlete.app.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.decathlete.app.results.ValidationFolder;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.train.checkpoint.FinishedTraining;

/**
 * What an earlier request has left in the folder of a training.
 *
 * @param folder of the training
 */
record EarlierTraining(Path folder) {
    private static final String FINAL = "checkpoint_final.safetensors";
    private static final String LATEST = "checkpoint_latest.safetensors";

    /** Everything that a longer training will write anew. */
    private static final List<String> OUTCOME = List.of("summary.json", ValidationFolder.NAME);

    /** What the training goes on from, and what a longer one replaces at once. */
    private static final List<String> BEGINNING = List.of(FINAL, "run.json");

    boolean isFinished() {
        return Files.exists(folder.resolve(FINAL));
    }

    /** What it came to, where it is finished. */
    FinishedTraining finished() {
        return FinishedTraining.read(folder.resolve(FINAL));
    }

    /** Moves everything away; returns where to. */
    Path setAside() {
        Path aside = folder.resolveSibling(folder.getFileName() + until());
        move(folder, aside);
        return aside;
    }

    /**
     * Makes a finished training one that can go on: its last checkpoint is the latest again. A copy of it and what was measured are
     * kept; returns where.
     */
    Path reopen() {
        Path kept = folder.resolve("before" + until());
        try {
            Files.createDirectories(kept);
            for (String name : BEGINNING) {
                if (Files.exists(folder.resolve(name))) {
                    Files.copy(folder.resolve(name), kept.resolve(name));
                }
            }
        } catch (IOException e) {
            throw failed(kept, e);
        }
        for (String name : OUTCOME) {
            if (Files.exists(folder.resolve(name))) {
                move(folder.resolve(name), kept.resolve(name));
            }
        }
        move(folder.resolve(FINAL), folder.resolve(LATEST));
        return kept;
    }

    private static String until() {
        return ".until-"
                + LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw failed(to, e);
        }
    }

    private static DecathleteException failed(Path target, IOException cause) {
        return new DecathleteException(
                ErrorKind.RESOURCE, "an earlier training cannot be moved to " + target + " (" + cause + ")", cause);
    }
}
