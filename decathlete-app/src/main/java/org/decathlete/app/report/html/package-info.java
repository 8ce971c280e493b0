/**
 * Pieces that every page is made of. Start from {@link org.decathlete.app.report.html.Html}, where all plain text is escaped.
 * {@link org.decathlete.app.report.html.Numbers} writes numbers in the same way in every locale;
 * {@link org.decathlete.app.report.html.Fact}s and {@link org.decathlete.app.report.html.Bars} become tables.
 */
@NullMarked
package org.decathlete.app.report.html;

import org.jspecify.annotations.NullMarked;
