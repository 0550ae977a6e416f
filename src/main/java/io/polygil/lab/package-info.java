/**
 * The lab: a page on this machine for teaching, where each lesson is an experiment of the documents
 * that runs while its threads' lanes are drawn.
 *
 * <p>{@link io.polygil.lab.Lab} serves it. What a visitor starts is a run; one runs at a time, with
 * a pool of its own, and what it has to tell goes to the page as events.
 */
@NullMarked
package io.polygil.lab;

import org.jspecify.annotations.NullMarked;
