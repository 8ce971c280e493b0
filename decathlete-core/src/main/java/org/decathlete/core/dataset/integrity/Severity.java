package org.decathlete.core.dataset.integrity;

/** How bad a finding is. */
public enum Severity {
    /** Nothing can be trained on this before it is mended. */
    ERROR,
    /** Worth a look; the work can go on. */
    WARNING
}
