/**
 * The pool: Python contexts that a Java program leases, each with a GIL of its own.
 *
 * <p>The main path is in {@link io.polygil.PythonPool}.
 */
@NullMarked
package io.polygil;

import org.jspecify.annotations.NullMarked;
