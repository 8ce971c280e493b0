package org.decathlete.core.dataset.integrity;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.core.run.Hash;
import org.decathlete.core.run.Json;

/**
 * Everything that the integrity check found.
 *
 * @param cases number of cases that were checked
 * @param findings errors first, then warnings, each in the order of the cases
 * @param facts what each case holds, in the order of the cases
 */
public record IntegrityReport(int cases, List<Finding> findings, List<CaseFacts> facts) {
    private static final String FORMAT = "decathlete-integrity";
    private static final int VERSION = 1;

    public IntegrityReport {
        findings = List.copyOf(findings);
        facts = List.copyOf(facts);
    }

    /** Whether something must be mended before the dataset can be used. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** The findings of one severity. */
    public List<Finding> findings(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }

    /** Hash of the bytes of all files and their names; another dataset, or a changed one, has another. */
    public String dataHash() {
        Map<String, String> files = new TreeMap<>();
        facts.forEach(one -> files.putAll(one.sha256()));
        return Hash.of(files.entrySet().stream()
                .map(file -> file.getKey() + " " + file.getValue())
                .toArray(String[]::new));
    }

    /** Writes the report as JSON. */
    public void write(Path file) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("format", FORMAT);
        content.put("version", VERSION);
        content.put("data_hash", dataHash());
        content.put("cases", cases);
        content.put("findings", findings);
        content.put("facts", facts);
        Json.write(file, content);
    }
}
