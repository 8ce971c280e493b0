package org.decathlete.core.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * A labelled dataset: what it declares and which cases it lists. That the files exist and are sound is for
 * {@code dataset.integrity} to find out.
 *
 * @param root the folder that holds it
 * @param description what its dataset.json declares
 * @param cases sorted by id as Python sorts strings, so that folds agree with nnU-Net's
 */
public record Dataset(Path root, DatasetDescription description, List<Case> cases) {
    public Dataset {
        cases = cases.stream()
                .sorted((a, b) -> CodePointOrder.INSTANCE.compare(a.id(), b.id()))
                .toList();
    }

    /** The names of the cases, in the order of the cases. */
    public List<String> ids() {
        return cases.stream().map(Case::id).toList();
    }
}
