"""Document 001's third way out: work for other processes, by concurrent.futures.

The executor is the caller's: ProcessPoolExecutor, InterpreterPoolExecutor, ThreadPoolExecutor, or
Polygil's ContextPoolExecutor.
"""

from sum_py import calculate_sum


def in_sequence(n, tasks=2):
    return [calculate_sum(n) for _ in range(tasks)]


def in_executor(executor, n, tasks=2):
    """As many sums at once; gives them all."""
    return list(executor.map(calculate_sum, [n] * tasks))


def round_trips(executor, times):
    """Small tasks, each awaited before the next is submitted; gives the sum of their results."""
    return sum(executor.submit(abs, -1).result() for _ in range(times))
