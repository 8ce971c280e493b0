package org.decathlete.search.schedule;

import org.decathlete.search.trial.Trial;

/** What a scheduler wants next. */
public sealed interface Step {

    /** A new configuration, trained from nothing. */
    record Start(int bracket, int level) implements Step {}

    /** A trial that goes on from its checkpoint, one level higher. */
    record Promote(Trial trial) implements Step {}

    /** Nothing until a running trial ends. */
    record Wait() implements Step {}

    /** Nothing any more. */
    record Done() implements Step {}
}
