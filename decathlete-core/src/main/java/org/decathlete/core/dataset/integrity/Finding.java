package org.decathlete.core.dataset.integrity;

/**
 * One thing that is wrong, or looks wrong, with a dataset.
 *
 * @param severity whether it stops the work
 * @param check what was checked, for machines: {@code missing-file}, {@code unused-file}, {@code extra-channel},
 *     {@code unreadable}, {@code channels}, {@code geometry}, {@code place}, {@code not-finite}, {@code undeclared-label},
 *     {@code unseen-label}, {@code empty-label}, {@code label-numbers}, {@code number-of-cases}, {@code duplicate}, {@code leak}
 * @param caseId the case; empty where the whole dataset is meant
 * @param message what is wrong and where, in plain words
 */
public record Finding(Severity severity, String check, String caseId, String message) {

    /**
     * Something that stops the work.
     *
     * @param caseId the case; empty where the whole dataset is meant
     */
    public static Finding error(String check, String caseId, String message) {
        return new Finding(Severity.ERROR, check, caseId, message);
    }

    /**
     * Something worth a look.
     *
     * @param caseId the case; empty where the whole dataset is meant
     */
    public static Finding warning(String check, String caseId, String message) {
        return new Finding(Severity.WARNING, check, caseId, message);
    }

    @Override
    public String toString() {
        return severity + " " + (caseId.isEmpty() ? "" : caseId + ": ") + message;
    }
}
