"""The tasks of the executors that this context has made, and the threads that manage them."""

import pickle
import sys
import threading
import weakref
from collections import deque
from concurrent.futures import BrokenExecutor, Future, InvalidStateError
from functools import partial
from time import monotonic
from types import BuiltinFunctionType, FunctionType

from polygil import _pool, _worker

# So many calls beyond one for each worker are handed over early, so that none waits for its next
# one. They cannot be cancelled any longer.
_EXTRA_CALLS = 1

_WOKEN = -1
_OVER = -2

exiting = False
_running = weakref.WeakSet()


class BrokenContextPool(BrokenExecutor):
    """A worker's context has ended, or could not be made ready: the executor is not usable anymore.

    What ended it is the cause.
    """

    __module__ = "polygil.futures"


class Item:
    """A call; one whose named arguments are None is a chunk of calls."""

    __slots__ = ("future", "function", "arguments", "named")

    def __init__(self, future, function, arguments, named):
        self.future = future
        self.function = function
        self.arguments = arguments
        self.named = named


class Tasks:
    """The tasks of one executor. The thread that manages them must not keep the executor alive."""

    def __init__(self, workers, tasks_per_context, initializer):
        self.lock = threading.Lock()
        self.workers = workers
        self.tasks_per_context = tasks_per_context
        self.initializer = initializer
        self.java = None
        self.executor = None
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
        self.executor = weakref.ref(executor, lambda _: wake(java))
        self.thread = threading.Thread(
            target=self._manage, name="ContextPoolExecutor", daemon=True
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
            function = self._reference(item.function)
            if type(function) is bytes and _is_plain(item):
                call = _worker.dumps_plain((function, item.arguments, item.named))
            else:
                arguments = _worker.aside(item.arguments)
                named = _worker.aside(item.named)
                call = _worker.dumps((function, arguments, named), _giving(shared))
        except BaseException as error:
            with self.lock:
                self.handed_over.pop(number, None)
            # As of a task that ran: what it says belongs to the call.
            text = f'\n"""\n{_worker.traceback_text(error)}"""'
            error.__traceback__ = None
            _settle(item.future.set_exception, _worker._raised(error, text))
            wake(self.java)
            return
        item.function = item.arguments = item.named = None
        try:
            _pool.submit(self.java, number, call, *shared)
        except KeyError:
            # It broke meanwhile, and has told the future.
            pass

    def _reference(self, function):
        """A plain function as its pickle, which is made once: it is only a name. One without a name
        goes as its code, anew each time: what it has captured may have changed."""
        if type(function) is bytes:
            raise TypeError("'bytes' object is not callable")
        if type(function) is not FunctionType and type(function) is not BuiltinFunctionType:
            return function
        if type(function) is FunctionType and not _worker.has_name(function):
            return _worker.ByCode(function)
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

    def _manage(self):
        try:
            while True:
                number = _pool.next(self.java)
                if number >= 0:
                    self._finish(number)
                elif number == _OVER:
                    self._break(_pool.end(self.java))
                    return
                self._refill()
                if self._is_done():
                    return
        finally:
            with self.lock:
                self.shut_down = True
            _pool.close(self.java)

    def settle_soon(self, future, end):
        """Does the work of the thread that manages the tasks while small ones end, so that nobody
        need be woken to hear of them."""
        java = self.java
        helped = False
        try:
            while not future.done() and (end is None or monotonic() < end):
                number = _pool.soon(java)
                if number < 0:
                    break
                helped = True
                self._finish(number)
                self._refill()
        except KeyError:
            # It is over, and has told its futures.
            return
        except BaseException:
            _unless_over(_pool.give_back, java)
            raise
        if helped and self._is_done():
            wake(java)

    def _is_done(self):
        with self.lock:
            if self.waiting or self.handed_over:
                return False
            if exiting or self.shut_down or self.executor() is None:
                self.shut_down = True
                return True
            return False

    def _finish(self, number):
        java = self.java
        # It is forgotten at the end only: an interrupt may leave it to another thread.
        item = self.handed_over.get(number)
        if item is not None:
            result = _pool.result(java, number)
            if result is None:
                _settle(item.future.set_exception, TimeoutError(_pool.message(java, number)))
            else:
                try:
                    returned, value = _worker.loads(
                        result, partial(_pool.result_buffer, java, number)
                    )
                except BaseException as error:
                    if type(error) is KeyboardInterrupt and threading.current_thread() != self.thread:
                        raise
                    _pool.break_down(java, _worker.traceback_text(error))
                    return
                _settle(item.future.set_result if returned else item.future.set_exception, value)
            with self.lock:
                self.handed_over.pop(number, None)
        _pool.settle(java, number)

    def _break(self, why):
        with self.lock:
            self.broken = why
            items = [*self.handed_over.values(), *self.waiting]
            self.handed_over.clear()
            self.waiting.clear()
        error = broken(why)
        for item in items:
            _settle(item.future.set_exception, error)

    def interrupt(self):
        """Ends the calls that run, with their contexts."""
        self.cancel_waiting()
        if self.java is not None:
            _unless_over(_pool.break_down, self.java, "it was interrupted")

    def cancel_waiting(self):
        with self.lock:
            items = list(self.waiting)
            self.waiting.clear()
        for item in items:
            item.future.cancel()
            # Whoever waits for several futures hears of it only now.
            item.future.set_running_or_notify_cancel()


def _is_plain(item):
    if item.named:
        return False
    if item.named is None:
        return all(_worker.is_plain(each) for each in item.arguments)
    return _worker.are_plain(item.arguments)


def _giving(shared):
    def give(buffer):
        shared.append(buffer)
        return len(shared) - 1

    return give


def broken(why):
    error = BrokenContextPool(
        "A call has ended its worker, or a worker could not be made ready: see the cause"
        if "\n" in why
        else f"The executor cannot go on: {why}"
    )
    error.__cause__ = _worker._RemoteTraceback(f"\n'''\n{why}'''")
    return error


def _settle(set_outcome, outcome):
    try:
        set_outcome(outcome)
    except InvalidStateError:
        # Somebody has cancelled it, or settled it by hand.
        pass


def _unless_over(function, java, *arguments):
    """Calls a function of the pool, which no longer knows an executor that is over."""
    try:
        function(java, *arguments)
    except KeyError:
        pass


def wake(java):
    _unless_over(_pool.wake, java)


class TaskFuture(Future):
    """The future of a call in another context."""

    __module__ = "concurrent.futures"

    _tasks = None

    def result(self, timeout=None):
        return super().result(self._settle_soon(timeout))

    def exception(self, timeout=None):
        return super().exception(self._settle_soon(timeout))

    def _settle_soon(self, timeout):
        """What is left of the timeout."""
        tasks = self._tasks
        if tasks is None or self.done():
            return timeout
        if timeout is None:
            tasks.settle_soon(self, None)
            return None
        end = monotonic() + timeout
        tasks.settle_soon(self, end)
        return max(0, end - monotonic())


def _exit():
    """Waits for all tasks, as the end of a program does for processes."""
    global exiting
    exiting = True
    tasks = list(_running)
    for each in tasks:
        wake(each.java)
    for each in tasks:
        each.thread.join()


threading._register_atexit(_exit)
