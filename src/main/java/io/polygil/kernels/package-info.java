/**
 * The kernels that come with Polygil: the documents' native functions, written in Java. They use
 * only what a user's own kernels could.
 */
@NullMarked
package io.polygil.kernels;

import org.jspecify.annotations.NullMarked;
