package io.polygil.measure;

/**
 * A workload and the name it has in tables, progress and errors.
 *
 * @param name the name shown to people
 * @param workload the work
 * @param <T> what the work answers
 */
public record NamedWorkload<T>(String name, Workload<T> workload) {}
