package org.decathlete.core.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a dataset lists, in whichever of these layouts it is:
 *
 * <ul>
 *   <li>Medical Segmentation Decathlon: dataset.json with a list {@code training} of {@code image} and {@code label};
 *   <li>nnU-Net raw: imagesTr/CASE_0000.nii.gz, labelsTr/CASE.nii.gz, or a table {@code dataset} of files per case;
 *   <li>MONAI datalist: a JSON file, given itself, with a list {@code training} and the declarations of a dataset.json.
 * </ul>
 *
 * <p>Files may be of any format that {@link org.decathlete.core.io.VolumeFiles} reads; label maps may have another than images.
 */
public final class DatasetReader {
    private static final String DATASET_JSON = "dataset.json";

    private DatasetReader() {}

    /**
     * Reads a dataset's description and list of cases; no volume is opened.
     *
     * @param folder the dataset's folder, or a datalist file
     * @throws DecathleteException of kind DATA when there is no dataset, or what describes it is wrong
     */
    public static Dataset read(Path folder) {
        Path file = Files.isDirectory(folder) ? folder.resolve(DATASET_JSON) : folder;
        if (!Files.isRegularFile(file)) {
            throw DecathleteException.data(
                    Files.isDirectory(folder)
                            ? folder + " holds no dataset.json; give the folder that has it, with imagesTr and labelsTr"
                            : folder + " does not exist");
        }
        JsonNode tree = Json.read(file);
        DatasetDescription description = new DescriptionParser(file, tree).description();
        Path absolute = file.toAbsolutePath().normalize();
        Path root = absolute.getParent();
        if (root == null) {
            throw DecathleteException.data(file + " lies in no folder");
        }
        List<Case> cases = cases(file, root, tree, description);
        requireCases(file, cases);
        DatasetDescription counted =
                description.numTraining() == 0 ? description.withNumTraining(cases.size()) : description;
        return new Dataset(root, counted, cases);
    }

    private static List<Case> cases(Path file, Path root, JsonNode tree, DatasetDescription description) {
        if (!tree.path("dataset").isEmpty()) {
            return CaseLists.table(file, root, tree.path("dataset"));
        }
        if (!tree.path("training").isEmpty() && !tree.has("file_ending")) {
            return CaseLists.training(file, root, tree.path("training"), description);
        }
        return NnunetFolders.cases(root, description);
    }

    private static void requireCases(Path file, List<Case> cases) {
        if (cases.isEmpty()) {
            throw DecathleteException.data(file + " lists no training case");
        }
        Set<String> seen = new HashSet<>();
        Set<String> twice = new TreeSet<>(CodePointOrder.INSTANCE);
        for (Case one : cases) {
            if (one.id().isBlank() || one.id().matches(".*[/\\\\].*|\\.+")) {
                throw DecathleteException.data(
                        file + " names a case '" + one.id() + "', which cannot be a file's name");
            }
            if (!seen.add(one.id())) {
                twice.add(one.id());
            }
        }
        if (!twice.isEmpty()) {
            throw DecathleteException.data(file + " lists these cases more than once: " + String.join(", ", twice));
        }
    }
}
