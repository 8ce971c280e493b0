package org.decathlete.app.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.fingerprint.Fingerprint;
import org.decathlete.core.plan.Planner;
import org.decathlete.core.plan.PlannerPreset;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.json.PlansDifference;
import org.decathlete.core.plan.json.PlansJson;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;
import org.jspecify.annotations.Nullable;
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
     * What the planner has written. It is noted before the plans are, so that a kill in between cannot make the planner's own file look
     * edited: what stands there then is what it wrote before.
     *
     * @param preset the preset it planned with
     * @param content hash of the file that it writes; empty where the file was given by the user
     * @param before while it writes, hash of the file that it wrote the time before; else null
     */
    private record Origin(
            String format,
            int version,
            String preset,
            String content,
            @Nullable String before) {
        Origin(String preset, String content, @Nullable String before) {
            this(FORMAT, VERSION, preset, content, before);
        }

        boolean wrote(String hash) {
            return hash.equals(content) || hash.equals(before);
        }
    }

    ProjectPlans(Project project) {
        this.project = project;
        this.file = project.workspace().plans();
        this.originFile = project.workspace().root().resolve("plans_origin.json");
    }

    /**
     * Takes a plans file that the user gives for that of the work folder.
     *
     * @param asked the preset that the user asked for; its plans are what the given ones are compared with
     * @throws DecathleteException of kind DATA when it is no plans file or plans what is not known here
     */
    void adopt(Path given, Optional<String> asked) {
        PlansJson.read(given, project.dataset().description());
        AtomicFiles.writeString(file, content(given));
        Json.write(originFile, new Origin(presetName(asked, origin()), "", null));
    }

    /**
     * The plans that hold now; those of the planner are written to the work folder.
     *
     * @param asked the preset that the user asked for; without one, that of an earlier command, or the default. {@link #PUBLISHED}
     *     alone asks for the published batches of that one
     */
    Plans current(Optional<String> asked, Fingerprint fingerprint) {
        Optional<Origin> origin = origin();
        String presetName = presetName(asked, origin);
        Plans planned = new Planner(preset(presetName)).plan(project.dataset().description(), fingerprint);
        if (!isEdited(origin)) {
            String before = Files.exists(file) ? Hash.of(content(file)) : null;
            String content = Hash.of(PlansJson.content(planned));
            Json.write(originFile, new Origin(presetName, content, before));
            PlansJson.write(file, planned);
            Json.write(originFile, new Origin(presetName, content, null));
            return planned;
        }
        if (!presetName.equals(presetName(Optional.empty(), origin))) {
            throw DecathleteException.usage("--preset " + presetName + ": " + file
                    + " was edited by hand; move it away to plan anew, or leave --preset out to use it");
        }
        return edited(planned);
    }

    private static String presetName(Optional<String> asked, Optional<Origin> origin) {
        String before = origin.map(Origin::preset).orElse(PlannerPreset.DEFAULT.name());
        return asked.map(name -> name.equals(PUBLISHED) ? plain(before) + PUBLISHED : name)
                .orElse(before);
    }

    private Plans edited(Plans planned) {
        Plans edited = PlansJson.read(file, project.dataset().description());
        List<PlansDifference> differences = PlansDifference.between(planned, edited);
        List<String> explanations = new ArrayList<>();
        if (!differences.isEmpty()) {
            project.progress().say(file + " was edited by hand and is used as it is:");
            differences.forEach(difference -> project.progress().say("  " + difference));
            differences.forEach(difference -> explanations.add(difference.toString()));
        }
        explanations.addAll(stillTrue(planned, differences));
        return edited.withExplanations(explanations);
    }

    /** The planner's reasons, but for those that speak of what was changed: a configuration, or what all have in common. */
    private static List<String> stillTrue(Plans planned, List<PlansDifference> differences) {
        return planned.explanations().stream()
                .filter(reason -> {
                    List<String> about = planned.configurations().keySet().stream()
                            .filter(reason::contains)
                            .toList();
                    return differences.stream()
                            .noneMatch(difference -> difference.configuration().isEmpty()
                                    ? about.isEmpty()
                                    : about.contains(difference.configuration().get()));
                })
                .toList();
    }

    private boolean isEdited(Optional<Origin> origin) {
        return Files.exists(file)
                && origin.filter(one -> one.wrote(Hash.of(content(file)))).isEmpty();
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
        PlannerPreset preset = PlannerPreset.named(plain(name));
        return name.endsWith(PUBLISHED) ? preset : preset.withCappedBatch();
    }

    private static String plain(String name) {
        return name.endsWith(PUBLISHED) ? name.substring(0, name.length() - PUBLISHED.length()) : name;
    }
}
