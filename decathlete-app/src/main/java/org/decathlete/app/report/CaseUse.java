package org.decathlete.app.report;

import java.util.List;

/**
 * Which cases the model has seen.
 *
 * @param statement in words, such as how the lists came about and what was checked
 * @param unseen cases that no part of the model was trained or chosen on
 * @param trainedOn cases that it was trained on
 */
public record CaseUse(String statement, List<String> unseen, List<String> trainedOn) {

    public CaseUse {
        unseen = List.copyOf(unseen);
        trainedOn = List.copyOf(trainedOn);
    }
}
