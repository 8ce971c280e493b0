/**
 * A search over how a segmentation model is made, as a study that outlives its processes. Start from {@link
 * org.decathlete.app.study.Search}: it makes a study or goes on with one, evaluates trials until its time is up, and tells what came out
 * ({@link org.decathlete.app.study.SearchResult}). {@link org.decathlete.app.study.Worker} takes part in a study that a search has made. What
 * a study is about stands in its notes ({@link org.decathlete.app.study.SearchPlan}), so that whoever opens it can train what it proposes.
 */
@NullMarked
package org.decathlete.app.study;

import org.jspecify.annotations.NullMarked;
