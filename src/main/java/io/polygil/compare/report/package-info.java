/**
 * What a comparison found, as files: JSON, there and back, CSV, a page for a browser, the README's
 * table, and the changes between two of them.
 */
@NullMarked
package io.polygil.compare.report;

import org.jspecify.annotations.NullMarked;
