package org.decathlete.nn.model.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.model.description.EnsembleDescription;
import org.decathlete.nn.model.layout.NnunetFolds;
import org.decathlete.nn.model.layout.NnunetModelFiles;
import org.decathlete.nn.model.layout.OwnModelFiles;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a zip file are a model, and the name that each has in a model folder: ours, or one of nnU-Net's
 * ({@code Dataset004_Hippocampus/nnUNetTrainer__nnUNetPlans__3d_fullres/fold_0/checkpoint_final.pth}; nnUNetv2_export_model_to_zip).
 */
final class ArchiveMembers {
    private static final String SEGMENT = "[^/\\\\]{1,200}/";
    private static final String BESIDE = "plans\\.json|dataset\\.json|dataset_fingerprint\\.json";
    private static final String ONE =
            "model\\.json|candidate\\.json|" + BESIDE + "|fold_[0-9A-Za-z]{1,20}/checkpoint_final\\.safetensors";
    private static final String STAGE = OwnModelFiles.PREVIOUS + "/";
    private static final Pattern OWN =
            Pattern.compile("(?:(?!" + EnsembleDescription.MEMBER + "/|" + STAGE + ")" + SEGMENT
                    + ")?(ensemble\\.json|postprocessing\\.json|(?:" + EnsembleDescription.MEMBER + "/)?(?:" + STAGE
                    + "){0,3}(?:"
                    + ONE + "))");
    private static final Pattern NNUNET = Pattern.compile("((?:" + SEGMENT + "){0,4}?)(" + BESIDE + "|"
            + NnunetFolds.FOLD.pattern() + "/checkpoint_(final|best)\\.pth)");
    private static final List<String> MARKS = List.of(OwnModelFiles.MODEL, EnsembleDescription.FILE);
    private static final int FOLD = 3;
    private static final int KIND = 4;

    private ArchiveMembers() {}

    /**
     * The entries to unpack.
     *
     * @param configuration which of several models of nnU-Net to take; null where there must be one
     */
    static Map<String, ZipEntry> of(Path zip, List<? extends ZipEntry> entries, @Nullable String configuration) {
        Map<String, ZipEntry> own = own(zip, entries);
        Map<String, Map<String, ZipEntry>> nnunet = own.isEmpty() ? nnunet(entries) : Map.of();
        if (nnunet.isEmpty()) {
            return own;
        }
        String chosen = nnunet.size() == 1 && configuration == null
                ? nnunet.keySet().iterator().next()
                : NnunetFolds.chosen(zip, List.copyOf(nnunet.keySet()), configuration);
        return nnunet.getOrDefault(chosen, Map.of());
    }

    private static Map<String, ZipEntry> own(Path zip, List<? extends ZipEntry> entries) {
        Map<String, ZipEntry> members = new LinkedHashMap<>();
        boolean ours = entries.stream().anyMatch(entry -> {
            Matcher matcher = OWN.matcher(entry.getName());
            return matcher.matches() && MARKS.contains(matcher.group(1));
        });
        for (ZipEntry entry : entries) {
            Matcher matcher = OWN.matcher(entry.getName());
            if (ours && !entry.isDirectory() && matcher.matches() && members.put(matcher.group(1), entry) != null) {
                throw DecathleteException.data(zip + " is refused as a model: it holds " + matcher.group(1) + " twice");
            }
        }
        return members;
    }

    /** Whole models of nnU-Net by the names of their folders. */
    private static Map<String, Map<String, ZipEntry>> nnunet(List<? extends ZipEntry> entries) {
        Map<String, List<Matcher>> byFolder = new TreeMap<>();
        Map<String, ZipEntry> byName = new LinkedHashMap<>();
        for (ZipEntry entry : entries) {
            Matcher matcher = NNUNET.matcher(entry.getName());
            if (!entry.isDirectory() && matcher.matches()) {
                String folder = matcher.group(1).replaceFirst("/$", "");
                byFolder.computeIfAbsent(folder, name -> new ArrayList<>()).add(matcher);
                byName.put(entry.getName(), entry);
            }
        }
        Map<String, Map<String, ZipEntry>> models = new TreeMap<>();
        byFolder.forEach((folder, matchers) -> {
            Map<String, ZipEntry> members = members(matchers, byName);
            if (members.containsKey(NnunetModelFiles.PLANS)
                    && members.containsKey(NnunetModelFiles.DATASET)
                    && members.keySet().stream().anyMatch(name -> name.endsWith(".pth"))) {
                models.put(folder, members);
            }
        });
        return models;
    }

    /** Files beside the folds, and of the folds the checkpoints that a folder of them would be read by. */
    private static Map<String, ZipEntry> members(List<Matcher> matchers, Map<String, ZipEntry> byName) {
        Map<String, ZipEntry> members = new LinkedHashMap<>();
        String kind = matchers.stream().anyMatch(matcher -> "final".equals(matcher.group(KIND))) ? "final" : "best";
        Map<String, Matcher> folds = new LinkedHashMap<>();
        for (Matcher matcher : matchers) {
            if (matcher.group(KIND) == null) {
                members.put(matcher.group(2), entry(matcher, byName));
            } else if (matcher.group(KIND).equals(kind)) {
                folds.put(matcher.group(FOLD), matcher);
            }
        }
        NnunetFolds.onlyNumbered(folds)
                .forEach((fold, matcher) -> members.put(matcher.group(2), entry(matcher, byName)));
        return members;
    }

    private static ZipEntry entry(Matcher matcher, Map<String, ZipEntry> byName) {
        ZipEntry entry = byName.get(matcher.group());
        if (entry == null) {
            throw new IllegalStateException(matcher.group());
        }
        return entry;
    }
}
