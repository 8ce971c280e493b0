/**
 * How much is spent on what. A {@link org.decathlete.search.schedule.Scheduler} says whether a new configuration starts or an earlier
 * trial goes on at a higher budget: {@link org.decathlete.search.schedule.FullBudget}, {@link
 * org.decathlete.search.schedule.SuccessiveHalving}, {@link org.decathlete.search.schedule.Hyperband}, {@link
 * org.decathlete.search.schedule.InformedHyperband}, {@link org.decathlete.search.schedule.AsynchronousHalving}.
 */
@NullMarked
package org.decathlete.search.schedule;

import org.jspecify.annotations.NullMarked;
