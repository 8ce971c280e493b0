package org.decathlete.core.phantom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;

/** Writes synthetic patients as a dataset in the layout of the Medical Segmentation Decathlon. */
public final class PhantomDataset {
    private static final String ENDING = ".nii.gz";

    private PhantomDataset() {}

    /**
     * Writes {@code dataset.json}, {@code imagesTr} and {@code labelsTr}; existing files of these names are replaced. The
     * description comes last, so that a folder that has one is whole.
     *
     * @param folder where to; created where needed
     * @throws DecathleteException of kind RESOURCE when the disk refuses
     */
    public static void write(Path folder, PhantomSettings settings, Progress progress) {
        Phantom phantom = new Phantom(settings);
        List<Map<String, String>> training = new ArrayList<>();
        try (Progress.Stage stage = progress.start("phantom cases", settings.cases())) {
            for (int index = 0; index < settings.cases(); index++) {
                PhantomCase one = phantom.make(index);
                String file = one.id() + ENDING;
                VolumeFiles.write(folder.resolve("imagesTr").resolve(file), one.image());
                VolumeFiles.write(folder.resolve("labelsTr").resolve(file), one.label());
                training.add(paths("./imagesTr/" + file, "./labelsTr/" + file));
                stage.advance(1, one.id());
            }
        }
        Json.write(folder.resolve("dataset.json"), description(settings, training));
    }

    private static Map<String, Object> description(PhantomSettings settings, List<Map<String, String>> training) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", "Phantom");
        description.put("description", "Synthetic patients with two organs, seed " + settings.seed());
        description.put("licence", "Apache-2.0");
        description.put("release", "1.0");
        description.put("tensorImageSize", "3D");
        description.put("modality", Map.of("0", "MRI"));
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("0", "background");
        labels.put("1", "large organ");
        labels.put("2", "small organ");
        description.put("labels", labels);
        description.put("numTraining", settings.cases());
        description.put("numTest", 0);
        description.put("training", training);
        description.put("test", List.of());
        return description;
    }

    private static Map<String, String> paths(String image, String label) {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("image", image);
        paths.put("label", label);
        return paths;
    }
}
