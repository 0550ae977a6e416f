package io.polygil;

/**
 * Which contexts of a pool share the code that the compiler makes of their Python. Shared code is
 * warm in every context once one has run it; but at each step it asks which context it runs for.
 * Code of one context alone is not to be had before that one has run it for a while, then calls a
 * kernel in a fifth to a half of the time, and needs memory of its own.
 */
public enum CodeSharing {
  /** All of them: for services, whose contexts all do the same and are replaced now and then. */
  ALL,
  /**
   * All but the pool's first: for a program that runs in one context, and whose executors' workers
   * run in the others.
   */
  ALL_BUT_FIRST,
  /** None: for contexts that live long, and call short kernels often. */
  NONE;

  /** Whether the pool's context of this number has its code alone; they count from 1. */
  boolean isAlone(int id) {
    return switch (this) {
      case ALL -> false;
      case ALL_BUT_FIRST -> id == 1;
      case NONE -> true;
    };
  }
}
