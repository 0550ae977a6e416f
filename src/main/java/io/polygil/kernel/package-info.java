/**
 * Turns annotated Java classes into Python modules.
 *
 * <p>The main path: {@link io.polygil.kernel.KernelModules} reads the annotations, writes each
 * module's Python text and hands it to the context's importer; each call comes back through one
 * entry per kernel.
 */
@NullMarked
package io.polygil.kernel;

import org.jspecify.annotations.NullMarked;
