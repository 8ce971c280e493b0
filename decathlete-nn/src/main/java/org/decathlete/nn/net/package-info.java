/**
 * Networks built from specs. Start from {@link org.decathlete.nn.net.Network}; tensors are NCDHW (or NCHW in 2D).
 */
@NullMarked
package org.decathlete.nn.net;

import org.jspecify.annotations.NullMarked;
