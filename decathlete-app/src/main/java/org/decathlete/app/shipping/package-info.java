/**
 * Models on their way out of a work folder and into one: shipped with their provenance, exported for other programs, imported from
 * them. Start from {@link org.decathlete.app.shipping.Shipping}.
 */
@NullMarked
package org.decathlete.app.shipping;

import org.jspecify.annotations.NullMarked;
