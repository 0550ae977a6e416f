/** A pool's figures for Micrometer, which a program must bring along to use this package. */
@NullMarked
package io.polygil.metrics;

import org.jspecify.annotations.NullMarked;
