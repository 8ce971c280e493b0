package org.decathlete.core.dataset.folds;

import java.util.List;

/**
 * Which cases a training learns from and which it is judged on.
 *
 * @param train ids to learn from
 * @param validation ids to judge on
 */
public record Split(List<String> train, List<String> validation) {
    public Split {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
    }
}
