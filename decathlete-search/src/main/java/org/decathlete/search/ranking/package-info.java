/**
 * Which of several results is better. Start from {@link org.decathlete.search.ranking.Ranking}: {@link
 * org.decathlete.search.ranking.LossRanking} looks at one objective, {@link org.decathlete.search.ranking.RegularizedRanking} weighs
 * quality against cost, {@link org.decathlete.search.ranking.PublishedRanking} is what Auto-nnU-Net's published runs did.
 */
@NullMarked
package org.decathlete.search.ranking;

import org.jspecify.annotations.NullMarked;
