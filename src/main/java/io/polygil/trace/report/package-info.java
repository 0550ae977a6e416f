/** A timeline as files: JSON, Perfetto's trace format, and a page for a browser. */
@NullMarked
package io.polygil.trace.report;

import org.jspecify.annotations.NullMarked;
