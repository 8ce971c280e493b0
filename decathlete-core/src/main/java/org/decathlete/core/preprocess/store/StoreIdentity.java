package org.decathlete.core.preprocess.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;

/**
 * Everything that a folder of preprocessed cases depends on. Configurations that preprocess alike share a folder.
 *
 * @param data says which files the cases come from ({@link DataIdentity})
 * @param labels what the label values mean
 * @param preprocessing what was done to them
 */
public record StoreIdentity(String data, Labels labels, PreprocessingSpec preprocessing) {

    /** Name of the folder: 16 hexadecimal digits, equal for equal identities. */
    public String key() {
        return Hash.of(CaseStore.FORMAT, String.valueOf(CaseStore.VERSION), Json.canonical(this));
    }

    /** What the folder's {@code index.json} says. */
    Map<String, Object> index() {
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("format", CaseStore.FORMAT);
        index.put("version", CaseStore.VERSION);
        index.put("key", key());
        index.put("data", data);
        index.put("labels", labels);
        index.put("preprocessing", preprocessing);
        return index;
    }
}
