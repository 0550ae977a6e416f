/** What pages have in common that programs write: their texts, their data and their policy. */
@NullMarked
package io.polygil.page;

import org.jspecify.annotations.NullMarked;
