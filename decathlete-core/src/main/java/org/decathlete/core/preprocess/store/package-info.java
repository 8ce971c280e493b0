/**
 * Preprocessed cases on the disk, and what a previous stage says about them.
 *
 * <p>Start from {@link org.decathlete.core.preprocess.store.CaseStore} and
 * {@link org.decathlete.core.preprocess.store.SegmentationStore}. Each case is a folder that appears by one move
 * ({@code CaseFolder}). What a store depends on, and so its name, is its
 * {@link org.decathlete.core.preprocess.store.StoreIdentity}; the files that the cases were read from are in it as their
 * {@link org.decathlete.core.preprocess.store.DataIdentity}.
 */
@NullMarked
package org.decathlete.core.preprocess.store;

import org.jspecify.annotations.NullMarked;
