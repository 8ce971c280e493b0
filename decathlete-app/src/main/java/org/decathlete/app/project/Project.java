package org.decathlete.app.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.DatasetReader;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.core.run.Workspace;
import tools.jackson.databind.JsonNode;

/**
 * A dataset and the work folder in which its model is made.
 *
 * @param workspace the work folder
 * @param dataset the labelled cases
 * @param threads processor threads that stages may use
 * @param ledger which stages are finished
 * @param progress where to say how far things are
 */
public record Project(Workspace workspace, Dataset dataset, int threads, StageLedger ledger, Progress progress) {
    private static final String FORMAT = "decathlete-project";
    private static final int VERSION = 1;

    private record Stored(String format, int version, String dataset) {}

    /**
     * Opens a work folder for {@code dataset}, making the folder where needed.
     *
     * @throws DecathleteException of kind USAGE where it belongs to another dataset; DATA where the dataset cannot be read
     */
    public static Project open(Path dataset, Path work, int threads, Progress progress) {
        Workspace workspace = new Workspace(work);
        Path folder = dataset.toAbsolutePath().normalize();
        if (Files.exists(workspace.project())) {
            Path before = Path.of(stored(workspace).path("dataset").asString());
            if (!before.equals(folder)) {
                throw DecathleteException.usage("--work " + work + " belongs to the dataset " + before + ", not to "
                        + folder + "; give another work folder");
            }
        }
        Dataset read = DatasetReader.read(dataset);
        Json.write(workspace.project(), new Stored(FORMAT, VERSION, folder.toString()));
        return new Project(workspace, read, threads, new StageLedger(workspace.stages(), progress), progress);
    }

    /**
     * Opens a work folder that an earlier command made.
     *
     * @throws DecathleteException of kind USAGE where there is none; DATA where the dataset cannot be read
     */
    public static Project reopen(Path work, int threads, Progress progress) {
        Workspace workspace = new Workspace(work);
        if (!Files.exists(workspace.project())) {
            throw DecathleteException.usage(
                    "--work " + work + " holds no project.json; run `plan DATASET --work " + work + "` first");
        }
        return open(Path.of(stored(workspace).path("dataset").asString()), work, threads, progress);
    }

    /** The same with trainings of its own, and a ledger about these: what is trained elsewhere is neither used nor moved. */
    public Project trainingIn(Path folder) {
        StageLedger own = new StageLedger(folder.resolve("stages.json"), progress);
        return new Project(workspace.trainingIn(folder), dataset, threads, own, progress);
    }

    /** What the user gave as the dataset: its folder, or a datalist file. */
    Path source() {
        return Path.of(stored(workspace).path("dataset").asString());
    }

    private static JsonNode stored(Workspace workspace) {
        JsonNode tree = Json.read(workspace.project());
        Formats.require(workspace.project(), tree, FORMAT, VERSION);
        return tree;
    }

    /** The same, saying elsewhere how far things are. */
    public Project withProgress(Progress other) {
        return new Project(workspace, dataset, threads, ledger, other);
    }

    /** Names of the cases, in nnU-Net's order. */
    public List<String> ids() {
        return dataset.ids();
    }
}
