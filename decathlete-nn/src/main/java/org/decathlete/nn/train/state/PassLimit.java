package org.decathlete.nn.train.state;

/**
 * What shortages of memory left of a batch.
 *
 * @param samples that go through the network at once, at most
 * @param shortages how often memory ran out
 */
public record PassLimit(int samples, int shortages) {}
