/**
 * nnU-Net's own file of plans, read and written: {@link org.decathlete.core.plan.json.PlansJson} is the way in. Architectures of
 * older versions are read, too; {@link org.decathlete.core.plan.json.PlansDifference} says where two plans differ. Planning itself
 * knows nothing of files.
 */
@NullMarked
package org.decathlete.core.plan.json;

import org.jspecify.annotations.NullMarked;
