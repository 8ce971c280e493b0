/**
 * The published incumbents of Auto-nnU-Net as first proposals of a search. Start from {@link
 * org.decathlete.app.tune.portfolio.PublishedIncumbents}, which reads them from {@code portfolio.json} and says which of them a dataset may
 * be started with, in which order, and what they are in the space at hand ({@link org.decathlete.app.tune.portfolio.Nearest}).
 */
@NullMarked
package org.decathlete.app.tune.portfolio;

import org.jspecify.annotations.NullMarked;
