package io.polygil.compare;

/**
 * A row's first run in a fresh process.
 *
 * @param answer what it answered
 * @param firstRunNanos wall time of the first run, imports included
 * @param processNanos wall time from the process's start to its answer, or a negative number where
 *     that was not measured
 * @param peakMemoryBytes the most memory that the process had resident, or a negative number where
 *     the platform does not tell
 */
public record ColdRun(Answer answer, long firstRunNanos, long processNanos, long peakMemoryBytes) {}
