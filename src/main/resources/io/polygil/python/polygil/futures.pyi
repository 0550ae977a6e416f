# Written by polygil stubs.
"""Executors whose workers are other contexts of the same pool."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    ALL_COMPLETED,
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    InvalidStateError,
    TimeoutError,
    as_completed,
    wait,
)
from typing import Any, ParamSpec, TypeVar

__all__ = [
    "ALL_COMPLETED",
    "FIRST_COMPLETED",
    "FIRST_EXCEPTION",
    "BrokenContextPool",
    "BrokenExecutor",
    "CancelledError",
    "ContextPoolExecutor",
    "Executor",
    "Future",
    "InvalidStateError",
    "TimeoutError",
    "as_completed",
    "wait",
]

_P = ParamSpec("_P")
_T = TypeVar("_T")

class BrokenContextPool(BrokenExecutor):
    """A worker's context has ended, or could not be made ready: the executor is not usable anymore.

    What ended it is the cause.
    """

class ContextPoolExecutor(Executor):
    """Runs calls in other contexts of the pool that runs this code.

    It is used as concurrent.futures.ProcessPoolExecutor is.
    """

    def __init__(
        self,
        max_workers: int | None = None,
        mp_context: object = None,
        initializer: Callable[..., object] | None = None,
        initargs: Iterable[Any] = (),
        *,
        max_tasks_per_child: int | None = None,
    ) -> None:
        """Makes an executor; contexts are leased when calls come.

        max_workers: by default as many as cores, as far as the pool has contexts beside this one.
        mp_context: for programs that name one; it has no meaning here.
        initializer: called once in each context before its first call, with initargs.
        max_tasks_per_child: a worker takes a new context after so many calls.
        """

    def submit(
        self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs
    ) -> Future[_T]: ...
    def map(
        self,
        fn: Callable[..., _T],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
        buffersize: int | None = None,
    ) -> Iterator[_T]:
        """An iterator like map(fn, *iterables), whose calls are made in the workers.

        timeout: so many seconds after this call the iterator raises TimeoutError.
        chunksize: so many calls make one task.
        buffersize: at most so many tasks are submitted ahead of the iterator; by default all.
        """
    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None: ...
