"""Rows of document 001, a question about rust-cpython: a loop run by two threads of the host, and
the four ways out that its answer names."""

import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import executors
from measuring import Row, Work, one_by_one, together

PROGRAMS = Path(__file__).resolve().parent.parent.parent.parent / "python"
FILE_BYTES = 32 << 20
LATENCY_SECONDS = 0.02
QUESTIONS = 5


def loop():
    """Document 001's text, as a function that runs it."""
    from loop_text import run

    # As it stands there, without a line end of its own.
    return partial(run, (PROGRAMS / "loop.py").read_text(encoding="utf-8"))


def in_executor(make_executor, work):
    """Work that gets an executor of two workers, which is there until the row is closed."""

    def make(size):
        executor = make_executor(2)
        return Work(partial(work, executor, size), close=executor.shutdown)

    return make


def loops_in_executor(executor, _):
    from loop_text import run

    text = (PROGRAMS / "loop.py").read_text(encoding="utf-8")
    return list(executor.map(run, [text] * 2))


def files(read):
    def make(count):
        import overlapping_io

        folder = tempfile.mkdtemp()
        paths = overlapping_io.write_files(folder, count, FILE_BYTES)
        emptied = overlapping_io.forget(paths)
        return Work(
            partial(getattr(overlapping_io, read), paths),
            before=partial(overlapping_io.forget, paths),
            close=partial(shutil.rmtree, folder),
            detail={"bytesPerFile": FILE_BYTES, "cacheEmptiedBeforeEachRound": emptied},
        )

    return make


def sockets(ask):
    def make(clients):
        import overlapping_io

        # A process of its own, so that the server does not need this one's GIL.
        server = subprocess.Popen(
            [sys.executable, str(PROGRAMS / "overlapping_io.py"), str(LATENCY_SECONDS)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )

        def close():
            server.terminate()
            server.wait()
            server.stdout.close()

        port = server.stdout.readline()
        if not port:
            close()
            raise OSError(f"the server for {ask} has ended with exit code {server.returncode}")
        return Work(
            partial(getattr(overlapping_io, ask), int(port), clients, QUESTIONS),
            close=close,
            detail={"latencySeconds": LATENCY_SECONDS, "questionsPerClient": QUESTIONS},
        )

    return make


def library(rows, function):
    def make(n):
        import releasing_library

        return Work(partial(getattr(releasing_library, rows), function, n))

    return make


def numpy_library(rows):
    def make(length):
        import releasing_numpy

        return Work(partial(getattr(releasing_numpy, rows), releasing_numpy.numbers(length)))

    return make


def sums_in_executor(executor, n):
    from executor_rows import in_executor

    return in_executor(executor, n)


def round_trips(executor, times):
    from executor_rows import round_trips

    return round_trips(executor, times)


def sums_in_sequence(n):
    from executor_rows import in_sequence

    return Work(partial(in_sequence, n))


def hotspot_py(_):
    from sum_py import loop

    return Work(loop)


def hotspot_native(_):
    from loop_as_kernel import loop

    return Work(loop)


def counted(method, native, varies=False):
    def make(times):
        if native:
            from shared_rows import native as count

            run = partial(count, method, times)
        else:
            from shared_data import Counter, count

            def run():
                return count(Counter(), method, times)

        return Work(run, varies=varies, detail={"threads": 2, "expected": 2 * times})

    return make


def host(name, make, *needs):
    # The text has its number of turns in it.
    return Row("001-two-host-threads", name, "runs of the text", 1, 1, make, needs)


def hotspot(name, make, *needs):
    return Row("001-hotspot", name, "runs of the loop", 1, 1, make, needs)


def io(name, unit, make):
    return Row("001-io", name, unit, 4, 2, make)


def releasing(name, rows, function):
    make = library(rows, function)
    return Row(
        "001-releasing-library", name, "terms", 50_000_000, 5_000_000, make, ("parallel_sum",)
    )


def numpy_releasing(name, rows):
    make = numpy_library(rows)
    return Row("001-releasing-library", name, "elements", 2_000_000, 200_000, make, ("numpy",))


def summed(name, make, *needs):
    return Row("001-processes", name, "terms", 10_000_000, 100_000, make, needs)


def trips(name, make_executor, *needs):
    make = in_executor(make_executor, round_trips)
    return Row("001-processes", name, "round trips", 500, 50, make, needs)


def shared(name, make, *needs):
    return Row("001-shared-data", name, "additions", 1_000_000, 10_000, make, needs)


ROWS = (
    host("once", lambda _: one_by_one([loop()])),
    host("twice_in_sequence", lambda _: one_by_one([loop()] * 2)),
    host("two_threads", lambda _: together([loop()] * 2)),
    host("two_processes", in_executor(executors.processes, loops_in_executor)),
    host(
        "two_interpreters",
        in_executor(executors.interpreters, loops_in_executor),
        executors.INTERPRETERS,
    ),
    io("files_in_sequence", "files", files("read_in_sequence")),
    io("files_on_threads", "files", files("read_on_threads")),
    io("sockets_in_sequence", "clients", sockets("ask_in_sequence")),
    io("sockets_on_threads", "clients", sockets("ask_on_threads")),
    releasing("held_once", "once", "calculate_sum"),
    releasing("held_two_threads", "on_two_threads", "calculate_sum"),
    releasing("released_once", "once", "calculate_sum_detached"),
    releasing("released_two_threads", "on_two_threads", "calculate_sum_detached"),
    numpy_releasing("numpy_once", "once"),
    numpy_releasing("numpy_two_threads", "on_two_threads"),
    summed("in_sequence", sums_in_sequence),
    summed("threads", in_executor(executors.threads, sums_in_executor)),
    summed("processes", in_executor(executors.processes, sums_in_executor)),
    summed(
        "interpreters",
        in_executor(executors.interpreters, sums_in_executor),
        executors.INTERPRETERS,
    ),
    trips("round_trips_threads", executors.threads),
    trips("round_trips_processes", executors.processes),
    trips("round_trips_interpreters", executors.interpreters, executors.INTERPRETERS),
    hotspot("python", hotspot_py),
    hotspot("native", hotspot_native, "parallel_sum"),
    shared("python_racing", counted("add_racing", native=False, varies=True)),
    shared("python_locked", counted("add_locked", native=False)),
    shared("native_racing", counted("add_racing", native=True, varies=True), "shared"),
    shared("native_atomic", counted("add_atomic", native=True), "shared"),
    shared("native_locked", counted("add_locked", native=True), "shared"),
)
