/**
 * nnU-Net's planning: from the fingerprint of a dataset to spacings, patch sizes, networks and batch sizes by fixed rules.
 *
 * <p>{@link org.decathlete.core.plan.Planner} turns a description and a fingerprint into
 * {@link org.decathlete.core.plan.Plans}; {@link org.decathlete.core.plan.json.PlansJson} reads and writes nnU-Net's own file;
 * {@link org.decathlete.core.plan.PreprocessingSpec} is the part that preprocessing needs.
 */
@NullMarked
package org.decathlete.core.plan;

import org.jspecify.annotations.NullMarked;
