package org.decathlete.app.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.fingerprint.Fingerprint;
import org.decathlete.core.plan.Planner;
import org.decathlete.core.plan.PlannerPreset;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.PlansDifference;
import org.decathlete.core.plan.PlansJson;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/**
 * The plans of a work folder: the planner's, or, where its {@code nnUNetPlans.json} was edited by hand or given by the user, what
 * stands there.
 */
final class ProjectPlans {
    private static final String FORMAT = "decathlete-plans-origin";
    private static final int VERSION = 1;

    /** Ends the name of a preset whose batches are as large as published, also on small datasets. */
    static final String PUBLISHED = "-published";

    private final Project project;
    private final Path file;
    private final Path originFile;

    /**
     * What the planner has written.
     *
     * @param preset the preset it planned with
     * @param content hash of the file that it wrote
     */
    private record Origin(String format, int version, String preset, String content) {}

    ProjectPlans(Project project) {
        this.project = project;
        this.file = project.workspace().plans();
        this.originFile = project.workspace().root().resolve("plans_origin.json");
    }

    /**
     * Takes a plans file that the user gives for that of the work folder.
     *
     * @throws DecathleteException of kind DATA when it is no plans file or plans what is not known here
     */
    void adopt(Path given) {
        PlansJson.read(given, project.dataset().description());
        AtomicFiles.writeString(file, content(given));
    }

    /**
     * The plans that hold now; those of the planner are written to the work folder.
     *
     * @param asked the preset that the user asked for; without one, that of an earlier command, or the default
     */
    Plans current(Optional<String> asked, Fingerprint fingerprint) {
        Optional<Origin> origin = origin();
        String before = origin.map(Origin::preset).orElse(PlannerPreset.DEFAULT.name());
        String presetName = asked.orElse(before);
        Plans planned = new Planner(preset(presetName)).plan(project.dataset().description(), fingerprint);
        if (!isEdited(origin)) {
            PlansJson.write(file, planned);
            Json.write(originFile, new Origin(FORMAT, VERSION, presetName, Hash.of(content(file))));
            return planned;
        }
        if (!presetName.equals(before)) {
            throw DecathleteException.usage("--preset " + presetName + ": " + file
                    + " was edited by hand; move it away to plan anew, or leave --preset out to use it");
        }
        return edited(planned);
    }

    private Plans edited(Plans planned) {
        Plans edited = PlansJson.read(file, project.dataset().description());
        List<String> differences = PlansDifference.between(planned, edited).stream()
                .map(PlansDifference::toString)
                .toList();
        if (!differences.isEmpty()) {
            project.progress().say(file + " was edited by hand and is used as it is:");
            differences.forEach(difference -> project.progress().say("  " + difference));
        }
        return edited.withExplanations(differences);
    }

    private boolean isEdited(Optional<Origin> origin) {
        return Files.exists(file)
                && origin.filter(one -> one.content().equals(Hash.of(content(file))))
                        .isEmpty();
    }

    private Optional<Origin> origin() {
        if (!Files.exists(originFile)) {
            return Optional.empty();
        }
        JsonNode tree = Json.read(originFile);
        Formats.require(originFile, tree, FORMAT, VERSION);
        return Optional.of(Json.read(originFile, Origin.class));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read (" + e + ")", e);
        }
    }

    private static PlannerPreset preset(String name) {
        boolean published = name.endsWith(PUBLISHED);
        String plain = published ? name.substring(0, name.length() - PUBLISHED.length()) : name;
        PlannerPreset preset = PlannerPreset.named(plain);
        return published ? preset : preset.withCappedBatch();
    }
}
