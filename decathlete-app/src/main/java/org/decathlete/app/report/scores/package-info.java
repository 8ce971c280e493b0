/**
 * What was measured on cases: tables of classes and of every case ({@link org.decathlete.app.report.scores.ScoreTables}), and
 * how Dice is spread over the cases ({@link org.decathlete.app.report.scores.DistributionChart}).
 */
@NullMarked
package org.decathlete.app.report.scores;

import org.jspecify.annotations.NullMarked;
