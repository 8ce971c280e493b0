package org.decathlete.nn.train.convergence;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What going on to the end of the budget would still bring, in Dice.
 *
 * @param gain expected, at least 0: the loss that ending now is predicted to cost
 * @param largestGain not exceeded with 95 % confidence over all looks of a training
 * @param noise standard deviation of the scores about their trend
 */
public record Forecast(
        @JsonProperty("predicted_loss") double gain,
        @JsonProperty("largest_loss") double largestGain,
        @JsonProperty("noise") double noise) {}
