/** The commands of the {@code polygil} launcher. */
@NullMarked
package io.polygil.cli;

import org.jspecify.annotations.NullMarked;
