"""Document 001's loop, as it stands there, run once, twice and on two threads of one interpreter.

Each run gets globals of its own, or the runs would overwrite each other's j.
"""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import loop_text
from on_threads import in_sequence, on_threads

TEXT = Path(__file__).with_name("loop.py").read_text(encoding="utf-8")


def run():
    return loop_text.run(TEXT)


def once():
    return [run()]


def twice_in_sequence():
    return in_sequence([run, run])


def two_threads():
    return on_threads([run, run])


_executors = {}


def _two_of(executor_class):
    # Kept from round to round: starting a process is not what is compared.
    executor = _executors.get(executor_class)
    if executor is None:
        executor = _executors[executor_class] = executor_class(max_workers=2)
    return [future.result() for future in [executor.submit(run) for _ in range(2)]]


def two_processes():
    return _two_of(ProcessPoolExecutor)


try:
    from concurrent.futures import InterpreterPoolExecutor
except ImportError:
    # Before CPython 3.14 there is none, and no such row either.
    pass
else:

    def two_interpreters():
        return _two_of(InterpreterPoolExecutor)
