package org.decathlete.core.metrics;

/**
 * A case that could not be judged.
 *
 * @param id name of the case
 * @param reason why, naming the files
 */
public record FailedCase(String id, String reason) {}
