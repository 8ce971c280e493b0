/**
 * What is searched about the network as a whole. Start from {@link org.decathlete.app.tune.network.ArchitectureSpace}: a configuration
 * becomes an {@link org.decathlete.app.tune.network.Architecture}, a network with its patch and batch.
 */
@NullMarked
package org.decathlete.app.tune.network;

import org.jspecify.annotations.NullMarked;
