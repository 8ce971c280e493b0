/**
 * Network architectures as plain data. The planner, a search or a person writes a
 * {@link org.decathlete.core.spec.NetworkSpec}; {@code nn.net} turns it into a network. Nothing here knows tensors.
 */
@NullMarked
package org.decathlete.core.spec;

import org.jspecify.annotations.NullMarked;
