/**
 * The whole flow in one call: inspect, fingerprint, plan, preprocess, train, validate, ship, report. Each stage leaves files
 * in a {@link org.decathlete.core.run.Workspace}, runs again only when its inputs changed, and goes on where it was killed. Start
 * from {@link org.decathlete.app.pipeline.Pipeline}.
 */
@NullMarked
package org.decathlete.app.pipeline;

import org.jspecify.annotations.NullMarked;
