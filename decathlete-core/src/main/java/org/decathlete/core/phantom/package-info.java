/**
 * Synthetic patients: images with two organs that no threshold separates, for demonstrations and for tests that need
 * realistic data where there is none.
 *
 * <p>{@link org.decathlete.core.phantom.PhantomSettings} says how many and how large,
 * {@link org.decathlete.core.phantom.Phantom} makes one case in memory, and
 * {@link org.decathlete.core.phantom.PhantomDataset} writes a folder in the Decathlon's layout. A case is drawn as an
 * {@code Anatomy} (shapes in mm), coloured by {@code Tissue}, and imaged by {@code Scanner} (bias, blur, noise).
 */
@NullMarked
package org.decathlete.core.phantom;

import org.jspecify.annotations.NullMarked;
