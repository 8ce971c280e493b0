package org.decathlete.nn.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.plan.PlanConfiguration;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.plan.Resampling;
import org.decathlete.core.plan.json.PlansJson;
import org.decathlete.core.run.Host;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.description.ModelDescription;
import org.decathlete.nn.model.description.ModelProvenance;
import org.decathlete.nn.model.safetensors.SafetensorsFile;
import org.decathlete.nn.net.FormulaWeights;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/** Models of small networks of every family, with weights that are nowhere trivial, and the plans that they would come from. */
final class ExportModels {
    private static final IntensityProperties CT = new IntensityProperties(90.5, 95, 30.25, -100, 300, 200, -50);
    private static final IntensityProperties MR = new IntensityProperties(500, 480, 150, 0, 1500, 900, 100);

    private ExportModels() {}

    /** Anisotropic in kernels and strides, channels that stay equal from the third stage on, two channels, three outputs. */
    static UNetSpec spec(StageKind kind, int dimensions) {
        boolean plain = kind == StageKind.PLAIN;
        return new UNetSpec(
                kind,
                dimensions,
                2,
                3,
                List.of(4, 6, 8, 8),
                List.of(axes(dimensions, 1, 3), axes(dimensions, 3, 3), axes(dimensions, 3, 5), axes(dimensions, 3, 3)),
                List.of(axes(dimensions, 1, 1), axes(dimensions, 1, 2), axes(dimensions, 2, 2), axes(dimensions, 2, 1)),
                plain ? List.of(2, 1, 2, 2) : List.of(1, 2, 1, 2),
                plain ? List.of(2, 1, 2) : List.of(1, 1, 1),
                true,
                2e-5,
                0.02,
                true);
    }

    private static List<Integer> axes(int dimensions, int first, int others) {
        List<Integer> values = new ArrayList<>(Collections.nCopies(dimensions, others));
        values.set(0, first);
        return values;
    }

    static int[] patch(int dimensions) {
        return dimensions == 3 ? new int[] {8, 12, 16} : new int[] {8, 16};
    }

    static Candidate candidate(UNetSpec spec) {
        boolean volumes = spec.dimensions() == 3;
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                new int[] {0, 1, 2},
                volumes ? new double[] {3, 1.2, 1.25} : new double[] {1.2, 1.25},
                List.of("CTNormalization", "ZScoreNormalization"),
                List.of(false, true),
                3,
                1,
                0,
                null,
                List.of(CT, MR));
        return new Candidate(
                new DataContract(
                        "Dataset901_Phantom",
                        List.of("CT", "MRI"),
                        Labels.of("background", "large organ", "small organ"),
                        Map.of("0", CT, "1", MR)),
                volumes ? "3d_fullres" : "2d",
                preprocessing,
                patch(spec.dimensions()),
                2,
                false,
                spec,
                TrainingRecipe.nnUNet());
    }

    /** Plans with the candidate's configuration, written to a file. */
    static Path plans(Candidate candidate, Path file) {
        PreprocessingSpec spec = candidate.preprocessing();
        List<Integer> patch = IntStream.of(candidate.patchSize()).boxed().toList();
        PlanConfiguration configuration = new PlanConfiguration(
                candidate.configuration(),
                "nnUNetPlans_" + candidate.configuration(),
                PlanConfiguration.PREPROCESSOR,
                candidate.batchSize(),
                patch,
                patch.stream().map(edge -> edge + 0.5).toList(),
                Arrays.stream(spec.spacing()).boxed().toList(),
                spec.normalizationSchemes(),
                spec.useMaskForNorm(),
                Resampling.IMAGE,
                Resampling.LABELS,
                Resampling.PREDICTIONS,
                (UNetSpec) candidate.network(),
                candidate.batchDice(),
                List.of(),
                null,
                null);
        PlansJson.write(
                file,
                new Plans(
                        candidate.data().datasetName(),
                        "nnUNetPlans",
                        List.of(3.0, 1.2, 1.25),
                        List.of(20, 40, 40),
                        "SimpleITKIO",
                        List.of(0, 1, 2),
                        List.of(0, 1, 2),
                        "ExperimentPlanner",
                        "LabelManager",
                        candidate.data().intensities(),
                        Map.of(configuration.name(), configuration),
                        List.of()));
        return file;
    }

    /** A model folder whose folds all have the formula's weights. */
    static ModelBundle write(Path folder, Candidate candidate, String... folds) {
        Map<String, Path> checkpoints = new LinkedHashMap<>();
        for (String fold : folds) {
            Path file = folder.resolveSibling(folder.getFileName() + "_" + fold + ".safetensors");
            try (Scope scope = Scope.open();
                    Network network = Networks.build(candidate.network(), Device.CPU, 0)) {
                FormulaWeights.fill(network);
                Map<String, Tensor> tensors = new LinkedHashMap<>();
                network.parameters().forEach((name, tensor) -> tensors.put("model." + name, tensor));
                network.buffers().forEach((name, tensor) -> tensors.put("model." + name, average(name, tensor)));
                SafetensorsFile.write(file, tensors, Map.of("format", "decathlete-checkpoint", "version", "1"));
            }
            checkpoints.put(fold, file);
        }
        ModelProvenance provenance = new ModelProvenance(
                "2026-01-01T00:00:00Z",
                "abc",
                Host.current(),
                List.of(new ModelProvenance.Fold(folds[0], List.of("a", "b"), List.of("c"), 10, 1.5, Map.of())));
        int[] axes = IntStream.range(0, candidate.network().dimensions()).toArray();
        return ModelBundle.write(
                folder, candidate, ModelDescription.of(candidate.id(), List.of(folds), axes, provenance), checkpoints);
    }

    /** Running averages as a training might leave them: means about 0, variances about 1. */
    private static Tensor average(String name, Tensor like) {
        float[] values = new float[(int) like.numel()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((name.endsWith("running_var") ? 1 : 0) + 0.4 * Math.sin(0.7 * i + name.length()));
        }
        return Tensors.of(values, like.shape());
    }

    /** An input (samples, channels, patch…) of a formula. */
    static float[] input(UNetSpec spec, int samples) {
        int count = samples
                * spec.inputChannels()
                * IntStream.of(patch(spec.dimensions())).reduce(1, (a, b) -> a * b);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (Math.cos(0.11 * i) + 0.3 * Math.sin(1.7 * i));
        }
        return values;
    }

    static long[] inputShape(UNetSpec spec, int samples) {
        return IntStream.concat(IntStream.of(samples, spec.inputChannels()), IntStream.of(patch(spec.dimensions())))
                .asLongStream()
                .toArray();
    }
}
