"""Executors of concurrent.futures whose workers find the programs of `python/`."""

import sys
from concurrent import futures
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from measuring import Need


def processes(workers):
    return ProcessPoolExecutor(max_workers=workers)


def threads(workers):
    return ThreadPoolExecutor(max_workers=workers)


def interpreters(workers):
    # An interpreter of its own begins with a module path of its own.
    return futures.InterpreterPoolExecutor(
        max_workers=workers,
        initializer=exec,
        initargs=(f"import sys; sys.path[:] = {sys.path!r}", {}),
    )


def _missing_interpreters():
    if hasattr(futures, "InterpreterPoolExecutor"):
        return None
    return f"InterpreterPoolExecutor came with Python 3.14, and this is {sys.version.split()[0]}"


INTERPRETERS = Need(_missing_interpreters)
