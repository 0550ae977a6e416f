"""Document 001's loop, rewritten as a native function."""

from parallel_sum import calculate_sum


def loop():
    return calculate_sum(9_999_999)
