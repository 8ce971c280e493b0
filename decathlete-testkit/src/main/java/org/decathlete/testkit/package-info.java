/** What every module's tests share: golden fixtures ({@link org.decathlete.testkit.Golden}), NumPy files, seeded properties. */
@NullMarked
package org.decathlete.testkit;

import org.jspecify.annotations.NullMarked;
