"""Rows of document 003, "Release the GIL, part 2": Fibonacci, and a GIL released twice."""

import importlib.util
import os
import resource
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from measuring import Need, Row, Work
from versions import build_folder

FIBONACCI = ("fibonacci",)
PROGRAM = Path(__file__).resolve().parent.parent.parent.parent / "python" / "recurse_unlock.py"
# A program that ended in no time has none left to wait for.
LIMIT_SECONDS = 60


def alone(kernel):
    def make(n):
        import fibonacci_threads

        return Work(partial(fibonacci_threads.alone, kernel, n))

    return make


def on_two_threads(first, second):
    def make(n):
        import fibonacci
        import fibonacci_threads

        def first_is_inside(calls):
            # Which thread comes first must be known, not left to the scheduler. The thread that
            # polls gives the GIL away each time.
            while fibonacci.entered() == calls:
                time.sleep(0)

        def run():
            inside = partial(first_is_inside, fibonacci.entered())
            return fibonacci_threads.on_two_threads(first, second, n, inside)

        return Work(run)

    return make


def row(name, make):
    return Row("003-fibonacci", name, "steps", 1_000_000_000, 1_000_000, make, FIBONACCI)


def compiler_message():
    """What the Rust compiler says of recurse_unlock, as setup has recorded it; None if not."""
    folder = build_folder()
    message = folder / "pyo3" / "recurse_unlock.txt" if folder else None
    return message.read_text(encoding="utf-8").strip() if message and message.exists() else None


def missing_recurse_unlock():
    if importlib.util.find_spec("fibonacci") is None:
        return "no module fibonacci: start the peer with --kernels pyo3 or pybind11"
    import fibonacci

    if not hasattr(fibonacci, "recurse_unlock") and compiler_message() is None:
        return "setup has not recorded that it does not compile: run benchmarks/peers/setup"
    return None


def recurse_unlock(_):
    import fibonacci

    if not hasattr(fibonacci, "recurse_unlock"):
        message = compiler_message()
        return Work(lambda: ["does not compile", None, None, message])
    return Work(end_of_process)


def end_of_process():
    """Runs the program in a process of its own, which may crash."""
    ended = subprocess.run(
        [sys.executable, str(PROGRAM)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        # An abort is expected, and its core is of no use.
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_CORE, (0, 0)),
        text=True,
        timeout=LIMIT_SECONDS,
    )
    code = ended.returncode
    name = signal.Signals(-code).name if code < 0 else None
    said = (ended.stderr or ended.stdout).strip().splitlines()
    return ["killed" if name else "ended", code, name, said[0] if said else ""]


ROWS = (
    row("gil", alone("fibonacci_gil")),
    row("nogil", alone("fibonacci_nogil")),
    row("gil+gil", on_two_threads("fibonacci_gil", "fibonacci_gil")),
    row("nogil+gil", on_two_threads("fibonacci_nogil", "fibonacci_gil")),
    row("gil+nogil", on_two_threads("fibonacci_gil", "fibonacci_nogil")),
    row("nogil+nogil", on_two_threads("fibonacci_nogil", "fibonacci_nogil")),
    Row(
        "003-recurse-unlock",
        "recurse_unlock",
        "calls",
        1,
        1,
        recurse_unlock,
        (Need(missing_recurse_unlock),),
    ),
)
