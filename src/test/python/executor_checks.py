"""Checks of executors: a program for ProcessPoolExecutor that runs by changing the import.

Under GraalPy it checks polygil.futures.ContextPoolExecutor, under CPython its oracle,
concurrent.futures.ProcessPoolExecutor with the start method spawn. ExecutorTest runs both.

The behaviours are those that CPython's own test_concurrent_futures asks of executors of processes:

executor, process pool  submit with names, map with chunks, time-out and exception, futures' states,
                        callbacks, remote tracebacks and their chains, workers that keep their state,
                        max_tasks_per_child, saturation, wrong arguments of the constructor, asyncio
wait, as_completed      every return_when, time-outs, finished and duplicate futures
shutdown                refusal afterwards, pending calls are done, cancel_futures with and without
                        waiting, no waiting, an executor that nobody refers to, the program's end
init                    initializer and initargs in each worker, one that fails breaks the executor
deadlock                errors and exits while calls and results are pickled, unpickled and run;
                        workers that die

Beyond the oracle: functions without a name, which go by their code.

Not taken over: what looks into ProcessPoolExecutor's own parts (its processes, queues and locks),
fork (there is none here), and references that CPython's counting frees at once (GraalPy's collector
frees them later). GraalPy's pickle makes one character of two lone surrogates side by side, in any
program: that is not checked either.
"""

import asyncio
import os
import pickle
import sys
import tempfile
import threading
import time
import traceback
from array import array
from functools import partial

from executor_work import *

GRAALPY = sys.implementation.name == "graalpy"
if GRAALPY:
    from polygil.futures import (
        ALL_COMPLETED,
        FIRST_COMPLETED,
        FIRST_EXCEPTION,
        BrokenExecutor,
        CancelledError,
        as_completed,
        wait,
    )
    from polygil.futures import ContextPoolExecutor as Pool
else:
    import multiprocessing
    from concurrent.futures import (
        ALL_COMPLETED,
        FIRST_COMPLETED,
        FIRST_EXCEPTION,
        BrokenExecutor,
        CancelledError,
        ProcessPoolExecutor,
        as_completed,
        wait,
    )

    Pool = partial(ProcessPoolExecutor, mp_context=multiprocessing.get_context("spawn"))


# What workers import from this program itself.


def name_of_main():
    return __name__, sys.modules["__main__"].__name__


class Point:
    def __init__(self, x):
        self.x = x

    def plus(self, other):
        return Point(self.x + other)

    @classmethod
    def of(cls, x):
        return cls(x)

    def __eq__(self, other):
        return type(other) is Point and self.x == other.x


def raise_error(error):
    raise error


# The checks.


def raised(kind, function, *arguments):
    try:
        function(*arguments)
    except kind as error:
        return error
    raise AssertionError(f"no {kind}")


def check_submit():
    with Pool(1) as pool:
        assert pool.submit(add, 1, two=2).result() == 3
        given = pool.submit(named, 1, self=2, fn=3).result()
        assert given == ((1,), {"self": 2, "fn": 3}), given
        raised(TypeError, lambda: pool.submit())
        assert pool.submit(len, "abc").result() == 3
        assert pool.submit(str.upper, "abc").result() == "ABC"
        assert pool.submit(partial(add, 4), 1).result() == 5
        assert pool.submit(Point(1).plus, 2).result() == Point(3)
        assert pool.submit(Point.of, 7).result() == Point(7)
        assert pool.submit(Point, 8).result() == Point(8)
        assert isinstance(pool.submit(b"x").exception(), TypeError)


def check_main_module_is_imported_by_workers():
    with Pool(1) as pool:
        assert pool.submit(name_of_main).result() == ("__mp_main__", "__mp_main__")


def check_map():
    with Pool(2) as pool:
        assert list(pool.map(pow, range(10), range(10))) == list(map(pow, range(10), range(10)))
        assert list(pool.map(add, range(5))) == list(range(5))
        assert list(pool.map(pow, range(40), range(40), chunksize=6)) == list(
            map(pow, range(40), range(40))
        )
        assert list(pool.map(pow, range(40), range(40), chunksize=50)) == list(
            map(pow, range(40), range(40))
        )
        assert list(pool.map(add, [])) == []
        raised(ValueError, lambda: pool.map(add, [1], chunksize=0))
        raised(ValueError, lambda: pool.map(add, [1], chunksize=-1))
        results = pool.map(divmod, [1, 1, 1, 1], [2, 3, 0, 5])
        assert next(results) == (0, 1) and next(results) == (0, 1)
        raised(ZeroDivisionError, next, results)
        assert list(pool.map(Point.of, [1, 2])) == [Point(1), Point(2)]


def check_map_with_timeout():
    with tempfile.TemporaryDirectory() as folder, Pool(2) as pool:
        results = pool.map(await_file, [folder, folder], ["there", "later"], [1, 2], timeout=0.5)
        arrive(folder, "there")
        found = []

        def iterate():
            for each in results:
                found.append(each)

        raised(TimeoutError, iterate)
        assert found in ([], [1]), found
        arrive(folder, "later")


def check_map_with_buffersize():
    if not GRAALPY and sys.version_info < (3, 14):
        return
    with Pool(1) as pool:
        taken = []

        def numbers():
            for number in range(10):
                taken.append(number)
                yield number

        results = pool.map(add, numbers(), buffersize=3)
        assert taken == [0, 1, 2]
        assert next(results) == 0
        assert taken == [0, 1, 2, 3]
        assert list(results) == list(range(1, 10))
        raised(TypeError, lambda: pool.map(add, [1], buffersize="1"))
        raised(ValueError, lambda: pool.map(add, [1], buffersize=0))


def check_constructor():
    for workers in (0, -1):
        raised(ValueError, Pool, workers)
    raised(TypeError, lambda: Pool(1, initializer=3))
    raised(TypeError, lambda: Pool(1, max_tasks_per_child="1"))
    raised(ValueError, lambda: Pool(1, max_tasks_per_child=0))
    with Pool() as pool:
        assert pool.submit(add, 1).result() == 1


def check_workers_run_at_once():
    with tempfile.TemporaryDirectory() as folder, Pool(2) as pool:
        one = pool.submit(meet, folder, "one", "two")
        two = pool.submit(meet, folder, "two", "one")
        assert (one.result(), two.result()) == ("one", "two")


def check_workers_keep_their_state():
    with Pool(1) as pool:
        assert [pool.submit(remember, n).result() for n in range(3)] == [[0], [0, 1], [0, 1, 2]]
    assert state == []
    with Pool(1) as pool:
        assert pool.submit(remember, 9).result() == [9]


def check_max_tasks_per_child():
    with Pool(1, max_tasks_per_child=2) as pool:
        seen = [pool.submit(remember, n).result() for n in range(5)]
    assert seen == [[0], [0, 1], [2], [2, 3], [4]], seen


def check_saturation():
    with Pool(2) as pool:
        futures = [pool.submit(add, n, 1) for n in range(200)]
        assert [each.result() for each in futures] == list(range(1, 201))


def check_submits_from_threads():
    with Pool(2) as pool:
        found = []

        def work(start):
            found.append([pool.submit(add, start, n).result() for n in range(20)])

        threads = [threading.Thread(target=work, args=(each * 100,)) for each in range(3)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        expected = [[start + n for n in range(20)] for start in (0, 100, 200)]
        assert sorted(found) == expected


def check_traceback():
    with Pool(1) as pool:
        future = pool.submit(raise_error, RuntimeError(123))
        error = raised(RuntimeError, future.result)
        assert type(error) is RuntimeError and error.args == (123,)
        assert future.exception() is error
        cause = error.__cause__
        assert type(cause).__name__ == "_RemoteTraceback", cause
        assert "raise error" in str(cause) and "executor_checks.py" in str(cause), str(cause)
        shown = "".join(traceback.format_exception(error))
        assert "The above exception was the direct cause of the following exception" in shown
        chained = pool.submit(raise_chain).exception()
        assert chained.args == ("outer",) and "KeyError: 'inner'" in str(chained.__cause__)
        chunk = pool.map(divide, [1, 1], [1, 0], chunksize=2)
        assert "ZeroDivisionError" in str(raised(ZeroDivisionError, next, chunk).__cause__)


def check_exits_and_interrupts_are_errors_of_their_calls():
    with Pool(1) as pool:
        assert pool.submit(leave, 5).exception().code == 5
        assert isinstance(pool.submit(raise_error, KeyboardInterrupt()).exception(), KeyboardInterrupt)
        assert isinstance(pool.submit(recurse, 0).exception(), RecursionError)
        assert isinstance(pool.submit(nested_list, 20_000).exception(), RecursionError)
        assert pool.submit(add, 1).result() == 1


def check_functions_without_a_name():
    if not GRAALPY:
        return
    offset = 1

    def outer(n, *, factor=2):
        return inner(n) * factor + offset

    def inner(n):
        return add(n, unset) if n < 0 else n

    def factorial(n):
        return n * factorial(n - 1) if n else 1

    with Pool(1) as pool:
        assert pool.submit(lambda: 6 * 7).result() == 42
        assert pool.submit(outer, 5).result() == 11
        offset = 3
        assert pool.submit(outer, 5, factor=3).result() == 18
        assert list(pool.map(lambda n, m=10: n * m, range(5), chunksize=2)) == [0, 10, 20, 30, 40]
        assert pool.submit(factorial, 20).result() == 2432902008176640000
        raised(NameError, lambda: pool.submit(outer, -1).result())
        lock = threading.Lock()
        assert isinstance(pool.submit(lambda: lock).exception(), TypeError)
    if offset > 3:
        unset = 1


def check_what_cannot_be_pickled():
    with Pool(1) as pool:
        if not GRAALPY:
            error = pool.submit(lambda: 1).exception()
            assert isinstance(error, (pickle.PicklingError, AttributeError))
        assert isinstance(pool.submit(add, threading.Lock()).exception(), TypeError)
        error = pool.submit(make, FailsAtPickling).exception()
        assert isinstance(error, pickle.PicklingError) and error.__cause__ is not None
        assert isinstance(pool.submit(add, FailsAtPickling()).exception(), pickle.PicklingError)
        assert isinstance(
            pool.submit(give_unpicklable).exception(), (pickle.PicklingError, AttributeError)
        )
        assert isinstance(pool.submit(raise_unpicklable).exception(), pickle.PicklingError)
        assert isinstance(pool.submit(make, ExitsAtPickling).exception(), SystemExit)
        assert pool.submit(add, 1).result() == 1


def breaks(function, *arguments):
    pool = Pool(2)
    futures = [pool.submit(function, *arguments)]
    raised(BrokenExecutor, futures[0].result)
    assert isinstance(futures[0].exception(), RuntimeError)
    raised(BrokenExecutor, pool.submit, add, 1)
    pool.shutdown()
    return futures[0].exception()


def check_calls_that_break_the_executor():
    # CPython prints each of these on standard error, too.
    breaks(die)
    breaks(make, DiesAtPickling)
    error = breaks(make, FailsAtUnpickling)
    assert "error at unpickling" in str(error.__cause__)
    breaks(raise_two_arguments)


def check_calls_that_break_workers():
    breaks(add, FailsAtUnpickling())
    breaks(add, DiesAtUnpickling())
    breaks(add, ExitsAtUnpickling())


def check_all_pending_calls_break():
    with tempfile.TemporaryDirectory() as folder:
        pool = Pool(2)
        futures = [pool.submit(arrive_and_await, folder, "here", "never") for _ in range(1)]
        await_file(folder, "here")
        futures += [pool.submit(die)] + [pool.submit(add, n) for n in range(10)]
        done, pending = wait(futures, timeout=PATIENCE)
        assert not pending
        assert isinstance(futures[0].exception(), BrokenExecutor)
        assert isinstance(futures[-1].exception(), BrokenExecutor)
        pool.shutdown()


def check_initializer():
    with Pool(2, initializer=initialize, initargs=("started",)) as pool:
        for each in as_completed([pool.submit(remember, n) for n in range(6)]):
            assert each.result()[0] == "started" and each.result().count("started") == 1


def check_initializer_that_fails():
    pool = Pool(2, initializer=fail_to_initialize)
    future = pool.submit(add, 1)
    raised(BrokenExecutor, future.result)
    raised(BrokenExecutor, pool.submit, add, 1)
    pool.shutdown()


def check_callbacks():
    seen = []
    done = threading.Event()
    with Pool(1) as pool:
        future = pool.submit(add, 1, 2)
        future.add_done_callback(lambda each: seen.append(each.result()))
        future.add_done_callback(lambda each: done.set())
        assert future.result() == 3
        assert done.wait(PATIENCE)
        future.add_done_callback(lambda each: seen.append("late"))
    assert seen == [3, "late"], seen


def check_cancel():
    with tempfile.TemporaryDirectory() as folder, Pool(1) as pool:
        running = pool.submit(arrive_and_await, folder, "here", "go")
        await_file(folder, "here")
        assert running.running() and not running.cancel()
        waiting = [pool.submit(add, n) for n in range(10)]
        assert waiting[-1].cancel() and waiting[-1].cancelled() and waiting[-1].done()
        raised(CancelledError, waiting[-1].result)
        arrive(folder, "go")
        assert running.result() == "here"
        assert waiting[-2].result() == 8
        raised(CancelledError, waiting[-1].exception)


def check_future_timeout():
    with tempfile.TemporaryDirectory() as folder, Pool(1) as pool:
        future = pool.submit(await_file, folder, "go", 5)
        raised(TimeoutError, future.result, 0.01)
        raised(TimeoutError, future.exception, 0.01)
        arrive(folder, "go")
        assert future.result(PATIENCE) == 5


def check_wait():
    with tempfile.TemporaryDirectory() as folder, Pool(2) as pool:
        slow = pool.submit(await_file, folder, "go")
        quick = pool.submit(add, 1)
        done, pending = wait([slow, quick], return_when=FIRST_COMPLETED)
        assert done == {quick} and pending == {slow}
        done, pending = wait([slow, quick], return_when=FIRST_COMPLETED)
        assert done == {quick} and pending == {slow}
        bad = pool.submit(divide, 1, 0)
        done, pending = wait([slow, bad], return_when=FIRST_EXCEPTION)
        assert done == {bad} and pending == {slow}
        done, pending = wait([slow, quick, bad], timeout=0.01, return_when=ALL_COMPLETED)
        assert done == {quick, bad} and pending == {slow}
        arrive(folder, "go")
        done, pending = wait([slow, quick, slow])
        assert done == {slow, quick} and not pending


def check_as_completed():
    with tempfile.TemporaryDirectory() as folder, Pool(2) as pool:
        slow = pool.submit(await_file, folder, "go")
        quick = pool.submit(add, 1)
        completed = as_completed([slow, quick, quick])
        assert next(completed) is quick
        arrive(folder, "go")
        assert list(completed) == [slow]
        never = pool.submit(await_file, folder, "again")
        found = []

        def iterate():
            for each in as_completed([quick, never], timeout=0.01):
                found.append(each)

        assert "1 (of 2) futures unfinished" in str(raised(TimeoutError, iterate))
        assert found == [quick]
        arrive(folder, "again")


def check_shutdown():
    pool = Pool(1)
    futures = [pool.submit(add, n) for n in range(20)]
    pool.shutdown()
    assert [each.result() for each in futures] == list(range(20))
    raised(RuntimeError, pool.submit, add, 1)
    pool.shutdown()
    with Pool(1) as pool:
        future = pool.submit(add, 1)
    assert future.done()
    raised(RuntimeError, pool.submit, add, 1)
    Pool(1).shutdown()


def check_shutdown_without_waiting():
    with tempfile.TemporaryDirectory() as folder:
        pool = Pool(1)
        futures = [pool.submit(await_file, folder, "go", n) for n in range(5)]
        pool.shutdown(wait=False)
        raised(RuntimeError, pool.submit, add, 1)
        assert not futures[0].done()
        arrive(folder, "go")
        assert [each.result(PATIENCE) for each in futures] == list(range(5))


def check_shutdown_cancels():
    for waiting in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            pool = Pool(1)
            futures = [pool.submit(arrive_and_await, folder, "here", "go") for _ in range(30)]
            await_file(folder, "here")
            if waiting:
                threading.Timer(0.05, arrive, (folder, "go")).start()
            pool.shutdown(wait=waiting, cancel_futures=True)
            arrive(folder, "go")
            cancelled = 0
            for each in futures:
                try:
                    assert each.result(PATIENCE) == "here"
                except CancelledError:
                    cancelled += 1
            assert 20 < cancelled < 30, cancelled


def check_shutdown_after_an_error_of_pickling():
    for _ in range(3):
        with Pool(2) as pool:
            future = pool.submit(add, FailsAtPickling())
        assert isinstance(future.exception(), pickle.PicklingError)


def check_executors_that_nobody_refers_to():
    futures = [Pool(1).submit(add, n) for n in range(3)]
    assert [each.result(PATIENCE) for each in futures] == [0, 1, 2]
    results = Pool(1).map(abs, range(-3, 3))
    assert list(results) == [3, 2, 1, 0, 1, 2]


def check_data():
    large = bytes(range(256)) * 1000
    with Pool(1) as pool:
        for data in (large, bytearray(large), b"abc", b"", bytearray()):
            assert pool.submit(upper, data).result() == (type(data), data.upper())
        lists = [large, "text", bytearray(large)]
        assert pool.submit(twice_each, lists).result() == twice_each(lists)
        assert pool.submit(twice_each, tuple(lists)).result() == twice_each(lists)
        assert pool.submit(named, one=large, two={"deep": [large]}).result() == (
            (),
            {"one": large, "two": {"deep": [large]}},
        )
        numbers = array("d", [0.5] * 10_000)
        assert pool.submit(add, numbers, numbers).result() == numbers + numbers
        for text in ("\U0001f600 \0 \xe9" * 100, "\udc80"):
            assert pool.submit(add, text, text).result() == text + text
        values = [1, 2**100, -0.0, None, True, {1: (2, [3])}, {4}, frozenset([5]), 1j, ...]
        assert pool.submit(add, values, []).result() == values
        results = list(pool.map(upper, [large] * 4, chunksize=2))
        assert results == [(bytes, large.upper())] * 4


def check_simple_values_keep_their_types():
    simple = [0, -1, 2**31, -(2**63), 2**64, True, False, None, 0.0, -0.0, float("inf"), 1j, "", "x"]
    simple += ["\xe9", "\u6587", "\U0001f600", "\udc80", "a\0b", b"", b"\x80\x05", b"(" * 300]
    nested = [(), (1, 2.0), [], [None, "x"], {}, {"a": 1, 2: None}, [[1]], ((1,), [2]), {1: {2: 3}}]
    subclasses = [Colour.RED, Name("x"), Place(1, 2), [Colour.RED], {Name("x"): True}, {1}]
    with Pool(1) as pool:
        for value in simple + nested + subclasses:
            for given in ((value,), [value], {"key": value}):
                names, values = pool.submit(kinds, given).result()
                assert names == kinds(given)[0], (given, names)
                assert (type(values), repr(values)) == (type(given), repr(given))
            for chunk in 1, 2:
                assert repr(list(pool.map(add, [[value]] * 3, [[]] * 3, chunksize=chunk))) == repr(
                    [[value]] * 3
                )
        mutable = [1, 2]
        assert pool.submit(same, mutable, mutable).result()
        assert not pool.submit(same, mutable, [1, 2]).result()
        assert pool.submit(add, float("nan"), 1).result() != 0


def check_waits_that_end_early_lose_nothing():
    with Pool(2) as pool:
        futures = [pool.submit(add, n, 1) for n in range(200)]
        for future in futures:
            for timeout in 0, 1e-9, 1e-6:
                try:
                    future.result(timeout)
                except TimeoutError:
                    pass
        assert [future.result() for future in futures] == [n + 1 for n in range(200)]


def check_results_from_many_threads():
    with Pool(2) as pool:
        futures = [pool.submit(add, n, 1) for n in range(300)]
        found = [None] * len(futures)

        def take(first):
            for at in range(first, len(futures), 4):
                found[at] = futures[at].result()

        threads = [threading.Thread(target=take, args=(first,)) for first in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [n + 1 for n in range(300)]


def check_asyncio():
    async def work():
        loop = asyncio.get_running_loop()
        with Pool(2) as pool:
            return await asyncio.gather(
                *(loop.run_in_executor(pool, add, n, 1) for n in range(4))
            )

    assert asyncio.run(work()) == [1, 2, 3, 4]


def main(names):
    checks = {name: each for name, each in globals().items() if name.startswith("check_")}
    failed = 0
    for name, check in checks.items():
        if names and name not in names:
            continue
        start = time.perf_counter()
        try:
            check()
            print(f"ok {name} {time.perf_counter() - start:.1f} s", flush=True)
        except BaseException:
            failed += 1
            print(f"FAILED {name}", flush=True)
            traceback.print_exc(file=sys.stdout)
    # The end of the program waits for it.
    Pool(1).submit(print, "at the end", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main(sys.argv[1:])
