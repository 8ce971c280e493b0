package org.decathlete.core.dataset;

import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a dataset.json declares, in either of its dialects: the Medical Segmentation Decathlon's ({@code modality}, labels from
 * number to name) and nnU-Net's ({@code channel_names}, labels from name to number or list of numbers).
 *
 * @param name the dataset's name
 * @param channelNames what each input channel is, in order; the name chooses the normalisation ({@code CT} or another)
 * @param labels what the label values mean
 * @param fileEnding ending of the files, such as {@code .nii.gz}
 * @param numTraining number of training cases that the file declares; 0 where it declares none
 */
public record DatasetDescription(
        String name, List<String> channelNames, Labels labels, String fileEnding, int numTraining) {

    public DatasetDescription {
        channelNames = List.copyOf(channelNames);
    }

    /**
     * Reads a dataset.json by itself.
     *
     * @throws DecathleteException of kind DATA when the file is absent or a field is missing or wrong
     */
    public static DatasetDescription read(Path datasetJson) {
        return new DescriptionParser(datasetJson, Json.read(datasetJson)).description();
    }

    /** The content of a dataset.json in nnU-Net's dialect. */
    public ObjectNode toJson() {
        ObjectNode tree = Json.mapper().createObjectNode();
        ObjectNode channels = tree.putObject("channel_names");
        for (String channel : channelNames) {
            channels.put(String.valueOf(channels.size()), channel);
        }
        ObjectNode values = tree.putObject("labels");
        for (Labels.Entry entry : labels.entries()) {
            if (entry.values().size() == 1) {
                values.put(entry.name(), entry.values().get(0));
            } else {
                values.set(entry.name(), Json.mapper().valueToTree(entry.values()));
            }
        }
        Integer ignore = labels.ignore();
        if (ignore != null) {
            values.put("ignore", ignore);
        }
        if (labels.hasRegions()) {
            tree.set("regions_class_order", Json.mapper().valueToTree(labels.regionsClassOrder()));
        }
        tree.put("numTraining", numTraining);
        tree.put("file_ending", fileEnding);
        tree.put("name", name);
        return tree;
    }

    /** The same with another number of training cases. */
    DatasetDescription withNumTraining(int count) {
        return new DatasetDescription(name, channelNames, labels, fileEnding, count);
    }
}
