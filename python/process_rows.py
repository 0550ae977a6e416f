"""Document 001's third way out: two sums at once in other processes, or in other contexts.

Runs unchanged in Polygil and under CPython but for the executor's import.
"""

import atexit

from executor_rows import in_executor, in_sequence, round_trips

try:
    from polygil.futures import ContextPoolExecutor as Executor
except ModuleNotFoundError:
    from concurrent.futures import ProcessPoolExecutor as Executor

WORKERS = 2
_executors = {}


def _executor(kind=Executor):
    # Kept from round to round: starting workers is not what is compared.
    executor = _executors.get(kind)
    if executor is None:
        executor = _executors[kind] = kind(max_workers=WORKERS)
        atexit.register(executor.shutdown)
    return executor


def sums_in_sequence(n):
    return in_sequence(n, WORKERS)


def sums_in_executor(n):
    return in_executor(_executor(), n, WORKERS)


def small_tasks(times):
    return round_trips(_executor(), times)


try:
    from concurrent.futures import InterpreterPoolExecutor
except ImportError:
    # Before CPython 3.14 there is none, and no such rows either.
    pass
else:

    def sums_in_interpreters(n):
        return in_executor(_executor(InterpreterPoolExecutor), n, WORKERS)

    def small_tasks_in_interpreters(times):
        return round_trips(_executor(InterpreterPoolExecutor), times)
