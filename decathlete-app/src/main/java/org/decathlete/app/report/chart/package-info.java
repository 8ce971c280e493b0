/**
 * Charts of any numbers as inline SVG. Start from {@link org.decathlete.app.report.chart.LineChart} and
 * {@link org.decathlete.app.report.chart.ScatterChart}; both draw {@link org.decathlete.app.report.chart.Curve}s. Charts
 * elsewhere that show figures of their own place them by an {@link org.decathlete.app.report.chart.Axis}.
 */
@NullMarked
package org.decathlete.app.report.chart;

import org.jspecify.annotations.NullMarked;
