/**
 * Measures workloads: clocks, warm-up, calibration, rounds, statistics and the tables that show
 * them. Nothing here knows what language a workload is written in.
 */
@NullMarked
package io.polygil.measure;

import org.jspecify.annotations.NullMarked;
