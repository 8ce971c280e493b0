package org.decathlete.search.analysis;

import org.jspecify.annotations.Nullable;

/**
 * A value that holds from the end of a trial on.
 *
 * @param trial whose end it is
 * @param spent by then, in units of budget
 * @param seconds since the study began; null where times are unknown
 * @param value from then on
 */
public record CurvePoint(int trial, double spent, @Nullable Double seconds, double value) {

    static CurvePoint at(Timeline.Moment moment, double value) {
        return new CurvePoint(moment.trial().id(), moment.spent(), moment.seconds(), value);
    }
}
