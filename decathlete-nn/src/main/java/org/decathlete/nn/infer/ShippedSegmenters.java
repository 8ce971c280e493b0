package org.decathlete.nn.infer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.decathlete.core.postprocess.EnsembleRule;
import org.decathlete.core.postprocess.EnsembleRules;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.infer.ensemble.Ensemble;
import org.decathlete.nn.infer.ensemble.Member;
import org.decathlete.nn.infer.folder.FolderPredictor;
import org.decathlete.nn.infer.segmenter.Segmenter;
import org.decathlete.nn.infer.window.PredictionMode;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.ShippedModel;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/**
 * Shipped models at work: the folds of a member average their logits, members join their probabilities by the model's rule, and the
 * label maps are postprocessed.
 */
public final class ShippedSegmenters {

    private ShippedSegmenters() {}

    /** What segments folders with a shipped model, which stays open meanwhile, as thoroughly as it can. */
    public static FolderPredictor folder(ShippedModel model, Device device, Precision precision, int threads) {
        return folder(model, device, precision, threads, PredictionMode.FULL);
    }

    /** What segments folders with a shipped model, which stays open meanwhile. */
    public static FolderPredictor folder(
            ShippedModel model, Device device, Precision precision, int threads, PredictionMode mode) {
        String candidates =
                model.members().stream().map(member -> member.candidate().id()).collect(Collectors.joining("+"));
        return new FolderPredictor(
                model.id(),
                candidates,
                (javaThreads, scratch) -> open(model, device, precision, javaThreads, scratch, mode),
                device,
                precision,
                threads,
                mode);
    }

    /**
     * A segmenter with all networks of a model, for the caller to close.
     *
     * @param scratch folder for temporary files of an ensemble
     * @throws DecathleteException of kind DATA when weights do not fit or nothing here knows the model's rule
     */
    public static Segmenter open(ShippedModel model, Device device, Precision precision, int threads, Path scratch) {
        return open(model, device, precision, threads, scratch, PredictionMode.FULL);
    }

    private static Segmenter open(
            ShippedModel model, Device device, Precision precision, int threads, Path scratch, PredictionMode mode) {
        EnsembleRule rule = EnsembleRules.named(model.rule());
        List<Member> members = new ArrayList<>();
        try {
            for (ModelBundle bundle : model.members()) {
                members.add(Member.of(bundle, device));
            }
            Segmenter segmenter = Ensemble.of(members, rule, device, precision, threads, scratch, mode);
            return model.postprocessing().steps().isEmpty() ? segmenter : segmenter.then(model.postprocessing()::apply);
        } catch (RuntimeException e) {
            members.forEach(Member::close);
            throw e;
        }
    }
}
