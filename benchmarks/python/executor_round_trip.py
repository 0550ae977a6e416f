"""How long a small task of an executor takes, there and back.

The same file measures polygil.futures.ContextPoolExecutor and, under CPython, ProcessPoolExecutor
and, from 3.14 on, InterpreterPoolExecutor:

    ./polygil run benchmarks/python/executor_round_trip.py
    python3 benchmarks/python/executor_round_trip.py

Each row is the median and the least of ROUNDS rounds, after as many for warm-up; answers are checked.
"""

import sys
from functools import partial
from statistics import median
from time import perf_counter_ns

if sys.implementation.name == "graalpy":
    from polygil.futures import ContextPoolExecutor

    EXECUTORS = {"contexts": ContextPoolExecutor}
else:
    import concurrent.futures

    EXECUTORS = {"processes": concurrent.futures.ProcessPoolExecutor}
    if hasattr(concurrent.futures, "InterpreterPoolExecutor"):
        EXECUTORS["interpreters"] = concurrent.futures.InterpreterPoolExecutor

ROUNDS = 20
CALLS = 1_000
MEGABYTE = bytes(range(256)) * 4096


def square(n):
    return n * n


def length(data):
    return len(data)


def one_by_one(executor, calls):
    """Each call waits for the one before it: a round trip."""
    for n in range(calls):
        assert executor.submit(square, n).result() == n * n


def all_at_once(executor, calls):
    """All calls are submitted, then waited for: the throughput."""
    futures = [executor.submit(square, n) for n in range(calls)]
    assert [each.result() for each in futures] == [n * n for n in range(calls)]


def chunks(executor, calls):
    """A map with chunks of 100."""
    found = list(executor.map(square, range(calls), chunksize=100))
    assert found == [n * n for n in range(calls)]


def megabyte(executor, calls):
    """An argument of a megabyte."""
    for _ in range(calls // 100):
        assert executor.submit(length, MEGABYTE).result() == len(MEGABYTE)


def measure(work, calls, divisor):
    times = []
    for _ in range(2 * ROUNDS):
        start = perf_counter_ns()
        work(calls)
        times.append((perf_counter_ns() - start) / 1000 / divisor)
    return median(times[ROUNDS:]), min(times[ROUNDS:])


def main():
    print(f"{'executor':<14}{'work':<14}{'median us':>12}{'least us':>12}   a call")
    for name, make in EXECUTORS.items():
        with make(1) as executor:
            for work in (one_by_one, all_at_once, chunks, megabyte):
                calls = CALLS // 100 if work is megabyte else CALLS
                middle, least = measure(partial(work, executor), CALLS, calls)
                print(f"{name:<14}{work.__name__:<14}{middle:>12.1f}{least:>12.1f}", flush=True)


if __name__ == "__main__":
    main()
