/**
 * Who had the GIL, who waited for it, and for how long: recorded by JDK Flight Recorder, watched
 * live, drawn as a timeline, and put into sentences.
 *
 * <p>{@link io.polygil.trace.GilState} says what can be told apart.
 */
@NullMarked
package io.polygil.trace;

import org.jspecify.annotations.NullMarked;
