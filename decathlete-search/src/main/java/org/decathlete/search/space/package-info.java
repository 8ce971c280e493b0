/**
 * What is searched. Start from {@link org.decathlete.search.space.SearchSpace}, a list of {@link
 * org.decathlete.search.space.Parameter}s; a {@link org.decathlete.search.space.Configuration} is one point in it. Parameters bring
 * their distributions: uniform, what is believed beforehand, and around a value.
 */
@NullMarked
package org.decathlete.search.space;

import org.jspecify.annotations.NullMarked;
