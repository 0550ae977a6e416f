"""Executors whose workers are other contexts of the same pool.

A program written for concurrent.futures.ProcessPoolExecutor runs by changing the import:

    from polygil.futures import ContextPoolExecutor as ProcessPoolExecutor
"""

import os
import sys
import weakref
from collections import deque
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
from itertools import batched
from time import monotonic

from polygil import _pool, _tasks, _worker
from polygil._tasks import BrokenContextPool

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


class ContextPoolExecutor(Executor):
    """Runs calls in other contexts of the pool that runs this code.

    It is used as concurrent.futures.ProcessPoolExecutor is: functions go by their qualified name,
    arguments and results are pickled, an exception's cause is its remote traceback. Beyond what it
    does, lambdas and local functions go by their code, with what they have captured pickled; global
    names they find in their module, as the worker has it. A program's
    main module is run in each worker under the name __mp_main__, so what starts the program stands
    under `if __name__ == "__main__":`.

    A worker leases a context of the pool when it gets its first call and keeps it until the executor
    is shut down; what calls leave in modules, later ones find there. The next executor's workers
    import the program's own modules anew. Only an idle worker whose
    context somebody else waits for gives it up, and is prepared anew for its next call. Where every
    context belongs to code that waits for workers, the last such executor breaks and says so.

    polygil.Buffer objects are shared, not copied: both sides see the same memory. bytes and
    bytearray of 64 KiB and more that are arguments, results, or directly in a list, tuple or dict
    that is one, go beside the pickle.

    A call that passes the pool's time limit for runs raises TimeoutError from its future; the others
    go on. Calls end with the lease in which the executor was made.
    """

    def __init__(
        self,
        max_workers=None,
        mp_context=None,
        initializer=None,
        initargs=(),
        *,
        max_tasks_per_child=None,
    ):
        """Makes an executor; contexts are leased when calls come.

        max_workers: by default as many as cores, as far as the pool has contexts beside this one.
        mp_context: for programs that name one; it has no meaning here.
        initializer: called once in each context before its first call, with initargs.
        max_tasks_per_child: a worker takes a new context after so many calls.
        """
        most = _pool.maximum_workers()
        if most < 1:
            raise RuntimeError(
                f'a ContextPoolExecutor needs a context beside its own, but pool "{_pool.pool_name()}"'
                " has one at most: raise its maximumSize to 2 or more"
            )
        if max_workers is None:
            max_workers = min(os.cpu_count() or 1, most)
        elif max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        elif max_workers > most:
            raise ValueError(
                f'max_workers must be at most {most}, got {max_workers}: pool "{_pool.pool_name()}"'
                f" has {most + 1} contexts at most, this one among them; ask for fewer workers or"
                f" raise its maximumSize to {max_workers + 1}"
            )
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError("max_tasks_per_child must be an integer")
            if max_tasks_per_child <= 0:
                raise ValueError("max_tasks_per_child must be >= 1")
        self._max_workers = max_workers
        self._tasks = _tasks.Tasks(
            max_workers,
            max_tasks_per_child or sys.maxsize,
            None if initializer is None else (initializer, tuple(initargs)),
        )

    def submit(self, fn, /, *args, **kwargs):
        return self._submit(fn, args, kwargs)

    submit.__doc__ = Executor.submit.__doc__

    def _submit(self, function, arguments, named):
        if _worker.is_preparing():
            raise RuntimeError(
                "a worker imports this program's main module, which submits to an executor: put what"
                ' starts the program under `if __name__ == "__main__":`'
            )
        tasks = self._tasks
        future = _tasks.TaskFuture()
        item = _tasks.Item(future, function, arguments, named)
        with tasks.lock:
            if tasks.broken is not None:
                raise _tasks.broken(tasks.broken)
            if tasks.shut_down:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _tasks.exiting:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            if tasks.java is None:
                tasks.start(self)
            number = tasks.add(item)
        # From here on, as before it is handed over nothing can come back.
        future._tasks = tasks
        if number is not None:
            tasks.hand_over(number, item)
        return future

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        """An iterator like map(fn, *iterables), whose calls are made in the workers.

        timeout: so many seconds after this call the iterator raises TimeoutError.
        chunksize: so many calls make one task.
        buffersize: at most so many tasks are submitted ahead of the iterator; by default all.
        """
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        if buffersize is not None and not isinstance(buffersize, int):
            raise TypeError("buffersize must be an integer or None")
        if buffersize is not None and buffersize < 1:
            raise ValueError("buffersize must be None or > 0")
        end = None if timeout is None else timeout + monotonic()
        calls = zip(*iterables)
        named = {}
        if chunksize > 1:
            calls = batched(calls, chunksize)
            named = None
        futures = deque()
        for arguments in calls:
            futures.append(self._submit(fn, arguments, named))
            if len(futures) == buffersize:
                break
        return _results(weakref.ref(self), fn, calls, named, futures, end, buffersize)

    def shutdown(self, wait=True, *, cancel_futures=False):
        tasks = self._tasks
        with tasks.lock:
            tasks.shut_down = True
        if cancel_futures:
            tasks.cancel_waiting()
        if tasks.java is not None:
            _tasks.wake(tasks.java)
        if wait and tasks.thread is not None:
            tasks.thread.join()

    shutdown.__doc__ = Executor.shutdown.__doc__


    def __exit__(self, exc_type, exc_val, exc_tb):
        if exc_type is not None and issubclass(exc_type, KeyboardInterrupt):
            # Ctrl-C reaches the workers of ProcessPoolExecutor by itself, as they are processes.
            self._tasks.interrupt()
        self.shutdown(wait=True)
        return False


def _results(reference, fn, calls, named, futures, end, buffersize):
    try:
        while futures:
            if buffersize is not None:
                executor = reference()
                arguments = None if executor is None else next(calls, None)
                if arguments is not None:
                    futures.append(executor._submit(fn, arguments, named))
                del executor
            # Careful not to keep a reference to what is given out.
            if named is None:
                chunk = _result_or_cancel(futures.popleft(), end)
                chunk.reverse()
                while chunk:
                    yield chunk.pop()
            else:
                yield _result_or_cancel(futures.popleft(), end)
    finally:
        for future in futures:
            future.cancel()


def _result_or_cancel(future, end):
    try:
        try:
            return future.result(None if end is None else end - monotonic())
        finally:
            future.cancel()
    finally:
        # Breaks a reference cycle with the exception.
        del future
