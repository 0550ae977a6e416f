/**
 * One Python context: how it is made, sandboxed and ended, its GIL, and what becomes of values and
 * exceptions on their way between Python and Java.
 *
 * <p>The main path is in {@link io.polygil.context.PythonContext}.
 */
@NullMarked
package io.polygil.context;

import org.jspecify.annotations.NullMarked;
