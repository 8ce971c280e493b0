package org.decathlete.nn.model.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.decathlete.core.run.DecathleteException;
import org.jspecify.annotations.Nullable;

/** Finds nnU-Net's models and their folds in folders. */
public final class NnunetFolds {
    /** What folders of folds are named; the group is the name of the fold. */
    public static final Pattern FOLD = Pattern.compile("fold_(\\d{1,4}|all)");

    private static final int DEEPEST = 3;

    private NnunetFolds() {}

    /**
     * The checkpoints of a model by fold, in order: those of numbered folds, or, where there are none, that of {@code fold_all},
     * as nnU-Net chooses; the final ones, or, where there are none, the best ones.
     */
    static Map<String, Path> checkpoints(Path folder) {
        Map<String, Path> found = checkpoints(folder, NnunetModelFiles.FINAL);
        return found.isEmpty() ? checkpoints(folder, NnunetModelFiles.BEST) : found;
    }

    private static Map<String, Path> checkpoints(Path folder, String name) {
        Map<String, Path> found = new LinkedHashMap<>();
        for (Path child : list(folder)) {
            Matcher fold = FOLD.matcher(String.valueOf(child.getFileName()));
            Path checkpoint = child.resolve(name);
            if (fold.matches() && Files.isRegularFile(checkpoint)) {
                found.put(fold.group(1), checkpoint);
            }
        }
        return onlyNumbered(found);
    }

    /**
     * Without {@code all} where numbered folds are there; numbers ascending.
     *
     * @param folds something by the name of each fold
     */
    public static <T> Map<String, T> onlyNumbered(Map<String, T> folds) {
        List<String> names = new ArrayList<>(folds.keySet());
        if (names.size() > 1) {
            names.remove("all");
        }
        names.sort(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        Map<String, T> chosen = new LinkedHashMap<>();
        for (String name : names) {
            T value = folds.get(name);
            if (value != null) {
                chosen.put(name, value);
            }
        }
        return chosen;
    }

    /**
     * The one model of nnU-Net that a folder is or holds, such as {@code nnUNet_results/Dataset004_Hippocampus} with one training
     * inside.
     *
     * @param configuration which one where there are several; null where there must be only one
     * @return null where there is none
     * @throws DecathleteException of kind USAGE when there are several
     */
    public static @Nullable Path model(Path folder, @Nullable String configuration) {
        if (NnunetModelFiles.isOne(folder)) {
            return folder;
        }
        List<Path> models = new ArrayList<>();
        try (Stream<Path> inside = Files.find(folder, DEEPEST, (path, attributes) -> attributes.isDirectory())) {
            inside.filter(NnunetModelFiles::isOne).sorted().forEach(models::add);
        } catch (IOException | UncheckedIOException e) {
            throw DecathleteException.data(folder + " cannot be listed (" + e + ")", e);
        }
        Map<String, Path> byName = new LinkedHashMap<>();
        models.forEach(model -> byName.put(folder.relativize(model).toString(), model));
        return byName.isEmpty()
                ? null
                : byName.get(chosen(folder, byName.keySet().stream().toList(), configuration));
    }

    /**
     * The one model of several.
     *
     * @param origin what holds them, for messages
     * @param names of model folders, such as {@code Dataset004_Hippocampus/nnUNetTrainer__nnUNetPlans__3d_fullres}
     * @param configuration its configuration, or the name of its folder; null where there must be only one
     * @throws DecathleteException of kind USAGE when not exactly one fits
     */
    public static String chosen(Path origin, List<String> names, @Nullable String configuration) {
        List<String> fitting = names.stream()
                .filter(name -> configuration == null
                        || name.equals(configuration)
                        || name.endsWith("__" + configuration)
                        || name.endsWith("/" + configuration))
                .toList();
        if (fitting.size() != 1) {
            throw DecathleteException.usage(origin + " holds " + names.size() + " models of nnU-Net: "
                    + String.join(", ", names)
                    + (configuration == null ? "" : "; " + fitting.size() + " of them are of " + configuration)
                    + ". Give the folder of one of them, or take one with import --configuration first");
        }
        return fitting.get(0);
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        } catch (IOException e) {
            throw DecathleteException.data(folder + " cannot be listed (" + e + ")", e);
        }
    }
}
