package org.decathlete.app.report;

/**
 * How long a stage took.
 *
 * @param stage its name
 * @param seconds active seconds, at least 0
 */
public record Timing(String stage, double seconds) {}
