package org.decathlete.nn.train.convergence;

/**
 * The validation of one epoch as the {@link ConvergenceMonitor} sees it.
 *
 * @param used how much of the budget was used up: epochs, iterations or seconds
 * @param score pseudo-Dice, mean of the structures that were seen
 * @param lowest of the structures that were seen, the lowest
 */
public record ScorePoint(double used, double score, double lowest) {}
