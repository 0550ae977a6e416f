"""Executors whose workers are other contexts of the same pool.

A program written for concurrent.futures.ProcessPoolExecutor runs by changing the import:

    from polygil.futures import ContextPoolExecutor as ProcessPoolExecutor
"""

import os
import pickle
import sys
import threading
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
from functools import partial
from itertools import batched
from time import monotonic
from types import BuiltinFunctionType, FunctionType

from polygil import _pool, _worker

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

# So many calls beyond one for each worker are handed over early, so that none waits for its next
# one. They cannot be cancelled any longer.
_EXTRA_CALLS = 1

_WOKEN = -1
_OVER = -2

_exiting = False
_running = weakref.WeakSet()


class BrokenContextPool(BrokenExecutor):
    """A worker's context has ended, or could not be made ready: the executor is not usable anymore.

    What ended it is the cause.
    """


class _Item:
    """A call; one whose named arguments are None is a chunk of calls."""

    __slots__ = ("future", "function", "arguments", "named")

    def __init__(self, future, function, arguments, named):
        self.future = future
        self.function = function
        self.arguments = arguments
        self.named = named


class _Tasks:
    """The tasks of one executor. The thread that manages them must not keep the executor alive."""

    def __init__(self, workers, tasks_per_context, initializer):
        self.lock = threading.Lock()
        self.workers = workers
        self.tasks_per_context = tasks_per_context
        self.initializer = initializer
        self.java = None
        self.thread = None
        self.shut_down = False
        self.broken = None
        self.waiting = deque()
        self.handed_over = {}
        self.count = 0
        self._pickled = {}

    def start(self, executor):
        shared = []
        self.java = _pool.open(
            self.workers, self.tasks_per_context, self._preparation(shared), *shared
        )
        java = self.java
        # Without an executor nobody will shut it down.
        reference = weakref.ref(executor, lambda _: _wake(java))
        self.thread = threading.Thread(
            target=self._manage, args=(reference,), name="ContextPoolExecutor", daemon=True
        )
        self.thread.start()
        _running.add(self)

    def _preparation(self, shared):
        give = _giving(shared)
        main = sys.modules.get("__main__")
        source = getattr(getattr(main, "__loader__", None), "program", None)
        if source is not None:
            # Workers know the program's module by this name.
            sys.modules["__mp_main__"] = main
        initializer = self.initializer
        return _worker.dumps(
            {
                "path": sys.path,
                "argv": sys.argv,
                "main": None if source is None else (main.__file__, source),
                "initializer": None if initializer is None else _worker.dumps(initializer, give),
            },
            give,
        )

    def add(self, item):
        """Called with the lock; the caller hands the item over where this says so."""
        if self.waiting or len(self.handed_over) >= self.workers + _EXTRA_CALLS:
            self.waiting.append(item)
            return None
        return self._number(item)

    def _number(self, item):
        if not item.future.set_running_or_notify_cancel():
            return None
        number = self.count
        self.count += 1
        self.handed_over[number] = item
        return number

    def hand_over(self, number, item):
        try:
            shared = []
            arguments = _worker.aside(item.arguments)
            named = _worker.aside(item.named)
            call = (self._reference(item.function), arguments, named)
            call = _worker.dumps(call, _giving(shared))
        except BaseException as error:
            with self.lock:
                self.handed_over.pop(number, None)
            # As of a task that ran: what it says belongs to the call.
            text = f'\n"""\n{_worker.traceback_text(error)}"""'
            error.__traceback__ = None
            _settle(item.future.set_exception, _worker._raised(error, text))
            _wake(self.java)
            return
        item.function = item.arguments = item.named = None
        _pool.submit(self.java, number, call, *shared)

    def _reference(self, function):
        """A plain function as its pickle, which is made once: it is only a name."""
        if type(function) is bytes:
            raise TypeError("'bytes' object is not callable")
        if type(function) is not FunctionType and type(function) is not BuiltinFunctionType:
            return function
        pickled = self._pickled.get(function)
        if pickled is None:
            pickled = self._pickled[function] = pickle.dumps(function, 5)
        return pickled

    def _refill(self):
        while True:
            with self.lock:
                if not self.waiting or len(self.handed_over) >= self.workers + _EXTRA_CALLS:
                    return
                item = self.waiting.popleft()
                number = self._number(item)
            if number is not None:
                self.hand_over(number, item)

    def _manage(self, reference):
        try:
            while True:
                number = _pool.next(self.java)
                if number >= 0:
                    self._finish(number)
                elif number == _OVER:
                    self._break(_pool.message(self.java))
                    return
                self._refill()
                if self._is_done(reference):
                    return
        finally:
            with self.lock:
                self.shut_down = True
            _pool.close(self.java)

    def _is_done(self, reference):
        with self.lock:
            if self.waiting or self.handed_over:
                return False
            if _exiting or self.shut_down or reference() is None:
                self.shut_down = True
                return True
            return False

    def _finish(self, number):
        result = _pool.result(self.java)
        with self.lock:
            item = self.handed_over.pop(number, None)
        if item is None:
            return
        if result is None:
            _settle(item.future.set_exception, TimeoutError(_pool.message(self.java)))
            return
        try:
            returned, value = _worker.loads(result, partial(_pool.result_buffer, self.java))
        except BaseException as error:
            with self.lock:
                self.handed_over[number] = item
            _pool.break_down(self.java, _worker.traceback_text(error))
            return
        _settle(item.future.set_result if returned else item.future.set_exception, value)

    def _break(self, why):
        with self.lock:
            self.broken = why
            items = [*self.handed_over.values(), *self.waiting]
            self.handed_over.clear()
            self.waiting.clear()
        error = _broken(why)
        for item in items:
            _settle(item.future.set_exception, error)

    def cancel_waiting(self):
        with self.lock:
            items = list(self.waiting)
            self.waiting.clear()
        for item in items:
            item.future.cancel()
            # Whoever waits for several futures hears of it only now.
            item.future.set_running_or_notify_cancel()


def _giving(shared):
    def give(buffer):
        shared.append(buffer)
        return len(shared) - 1

    return give


def _broken(why):
    error = BrokenContextPool(
        "A worker's context has ended abruptly, or could not be made ready, while the future was"
        " running or pending."
    )
    error.__cause__ = _worker._RemoteTraceback(f"\n'''\n{why}'''")
    return error


def _settle(set_outcome, outcome):
    try:
        set_outcome(outcome)
    except InvalidStateError:
        # Somebody has cancelled it, or settled it by hand.
        pass


def _wake(java):
    try:
        _pool.wake(java)
    except KeyError:
        # It is over already.
        pass


def _exit():
    """Waits for all tasks, as the end of a program does for processes."""
    global _exiting
    _exiting = True
    tasks = list(_running)
    for each in tasks:
        _wake(each.java)
    for each in tasks:
        each.thread.join()


threading._register_atexit(_exit)


class ContextPoolExecutor(Executor):
    """Runs calls in other contexts of the pool that runs this code.

    It is used as concurrent.futures.ProcessPoolExecutor is: functions go by their qualified name,
    arguments and results are pickled, an exception's cause is its remote traceback. A program's
    main module is run in each worker under the name __mp_main__, so what starts the program stands
    under `if __name__ == "__main__":`.

    A worker leases a context of the pool when it gets its first call and keeps it until the executor
    is shut down; what calls leave in modules, later ones find there. Only an idle worker whose
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
        self._tasks = _Tasks(
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
        future = Future()
        item = _Item(future, function, arguments, named)
        with tasks.lock:
            if tasks.broken is not None:
                raise _broken(tasks.broken)
            if tasks.shut_down:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _exiting:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            if tasks.java is None:
                tasks.start(self)
            number = tasks.add(item)
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
            _wake(tasks.java)
        if wait and tasks.thread is not None:
            tasks.thread.join()

    shutdown.__doc__ = Executor.shutdown.__doc__


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
