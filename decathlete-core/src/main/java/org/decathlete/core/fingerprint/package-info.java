/**
 * What a dataset looks like in numbers: the sizes and spacings of its cases and the intensities of what is to be segmented.
 *
 * <p>{@link org.decathlete.core.fingerprint.FingerprintExtractor} reads every case of a dataset and gives a
 * {@link org.decathlete.core.fingerprint.Fingerprint}, from which {@code core.plan} derives everything else.
 */
@NullMarked
package org.decathlete.core.fingerprint;

import org.jspecify.annotations.NullMarked;
