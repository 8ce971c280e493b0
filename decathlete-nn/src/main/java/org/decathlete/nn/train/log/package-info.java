/**
 * What a training tells while it runs: {@code metrics.jsonl} for programs ({@link org.decathlete.nn.train.log.MetricsLog}), a line for
 * people ({@link org.decathlete.nn.train.log.LiveLine}).
 */
@NullMarked
package org.decathlete.nn.train.log;

import org.jspecify.annotations.NullMarked;
