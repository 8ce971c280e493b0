package org.decathlete.app.report.html;

/**
 * Something to state, as a row of a table.
 *
 * @param name what it is
 * @param value what was found, with its unit
 */
public record Fact(String name, String value) {}
