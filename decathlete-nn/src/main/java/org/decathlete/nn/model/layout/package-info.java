/**
 * Where the files of a model lie in its folder. Start from {@link org.decathlete.nn.model.layout.ModelFiles}, which hides
 * whether the layout is ours ({@link org.decathlete.nn.model.layout.OwnModelFiles}) or that of Python's nnU-Net
 * ({@link org.decathlete.nn.model.layout.NnunetModelFiles}).
 *
 * <p>{@link org.decathlete.nn.model.layout.NnunetFolds} finds nnU-Net's models and their folds in folders; what of a model
 * stands in its checkpoints alone is read by {@code NnunetCheckpoint}.
 */
@NullMarked
package org.decathlete.nn.model.layout;

import org.jspecify.annotations.NullMarked;
