package org.decathlete.app.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.dataset.folds.SplitsFile;
import org.decathlete.core.run.DecathleteException;

/**
 * Folds that came with the dataset as {@code splits_final.json}. nnU-Net takes them instead of its own, so results can be compared
 * with those of others only when they are taken here as well.
 *
 * @param project the work folder
 */
record GivenFolds(Project project) {

    /**
     * The folds, with a word on where they come from; empty where none came.
     *
     * @throws DecathleteException of kind DATA when they do not suit the cases
     */
    Optional<List<Split>> find() {
        return file().map(file -> {
            List<Split> splits = SplitsFile.read(file, project.ids());
            project.progress().say("folds: the " + splits.size() + " of " + file + " are used" + untouched(splits));
            return splits;
        });
    }

    /** Says where the folds of the work folder are others than those that came with the dataset. */
    void compare(List<Split> held) {
        file().filter(file -> !SplitsFile.read(file).equals(held))
                .ifPresent(file -> project.progress()
                        .say("folds: those of " + project.workspace().splits() + " are used; they differ from those of "
                                + file + ", which nnU-Net would take"));
    }

    private Optional<Path> file() {
        return DatasetFiles.find(project.dataset(), "splits_final.json");
    }

    private String untouched(List<Split> splits) {
        TreeSet<String> unjudged = new TreeSet<>(project.ids());
        splits.forEach(split -> unjudged.removeAll(split.validation()));
        return unjudged.isEmpty()
                ? ""
                : "; " + unjudged.size() + " cases, such as " + unjudged.first() + ", are in no fold's validation";
    }
}
