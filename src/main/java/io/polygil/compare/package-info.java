/**
 * The documents' experiments: what they claim, who runs them, and whether the claim holds here.
 *
 * <p>The main path is in {@link io.polygil.compare.Comparison}.
 */
@NullMarked
package io.polygil.compare;

import org.jspecify.annotations.NullMarked;
