"""Times prepared work round by round and checks its answers."""

import gc
import hashlib
import importlib.util
import json
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter_ns
from typing import Any

from on_threads import on_threads


def nothing():
    """Does nothing."""


def as_it_is(result):
    return result


@dataclass
class Work:
    """What a row runs, with its input made.

    run: the timed work
    answer: makes JSON of its result, untimed
    before: called before each round, untimed
    close: ends what belongs to the row
    varies: whether the answer may differ between rounds
    detail: what a reader of the figures must know
    thread_nanos: filled by `together` and `one_by_one` at each run
    """

    run: Callable[[], Any]
    answer: Callable[[Any], Any] = as_it_is
    before: Callable[[], Any] = nothing
    close: Callable[[], Any] = nothing
    varies: bool = False
    detail: dict = field(default_factory=dict)
    thread_nanos: list | None = None


@dataclass(frozen=True)
class Row:
    """A row of an experiment.

    size, quick_size: how large the work is, in units
    make: prepares work of a size
    needs: modules that must be there, or `Need`s
    """

    experiment: str
    name: str
    unit: str
    size: int
    quick_size: int
    make: Callable[[int], Work]
    needs: tuple = ()

    @property
    def id(self):
        return f"{self.experiment}/{self.name}"

    def missing(self):
        """What is missing for this row and how to come by it; None if nothing is."""
        for need in self.needs:
            why = need.missing() if isinstance(need, Need) else missing_module(need)
            if why:
                return why
        return None

    def description(self):
        why = self.missing()
        return {
            "experiment": self.experiment,
            "row": self.name,
            "n": self.size,
            "quickN": self.quick_size,
            "unit": self.unit,
            "available": why is None,
            "why": why,
        }

    def measured(self, size):
        return Measured(self.id, self.make(size))


@dataclass(frozen=True)
class Need:
    """Something other than a module that a row needs."""

    missing: Callable[[], str | None]


EXTENSIONS = {"fibonacci": "pyo3 or --kernels pybind11", "numpy": None}


def missing_module(name):
    if importlib.util.find_spec(name) is not None:
        return None
    if name == "numpy":
        return f"{sys.executable} has no NumPy; benchmarks/peers/setup installs it where there is one"
    return f"no module {name}: start the peer with --kernels {EXTENSIONS.get(name, 'pyo3')}"


class Measured:
    """Prepared work, and the answer that it must keep to."""

    def __init__(self, name, work):
        self._name = name
        self._work = work
        self._hash = None

    @property
    def detail(self):
        return self._work.detail | ({"varies": True} if self._work.varies else {})

    def close(self):
        self._work.close()

    def rounds(self, count, iterations):
        """Runs the rounds; gives the reply of the protocol, less workload and iterations."""
        work = self._work
        nanos, cpu_nanos, user_nanos, thread_nanos = [], [], [], []
        answer = None
        digest = None
        gc.collect()
        for _ in range(count):
            work.before()
            times = range(iterations)
            run = work.run
            before = resource.getrusage(resource.RUSAGE_SELF)
            start = perf_counter_ns()
            for _ in times:
                result = run()
            end = perf_counter_ns()
            after = resource.getrusage(resource.RUSAGE_SELF)
            user = after.ru_utime - before.ru_utime
            nanos.append(end - start)
            user_nanos.append(round(user * 1e9))
            cpu_nanos.append(round((user + after.ru_stime - before.ru_stime) * 1e9))
            if work.thread_nanos is not None:
                thread_nanos.append(list(work.thread_nanos))
            answer = work.answer(result)
            del result
            digest = self._checked(answer)
        reply = {"nanos": nanos, "cpuNanos": cpu_nanos, "userNanos": user_nanos}
        if work.thread_nanos is not None:
            reply["threadNanos"] = thread_nanos
        return reply | {"answer": answer, "hash": digest}

    def _checked(self, answer):
        digest = answer_hash(answer)
        if self._hash is None:
            self._hash = digest
        elif digest != self._hash and not self._work.varies:
            raise ArithmeticError(
                f"{self._name} gave {answer!r}, another answer than in its first round"
            )
        return digest


def answer_hash(answer):
    """SHA-256, in hex, of the answer's JSON."""
    text = json.dumps(answer, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def timed(function, thread_nanos, index):
    """Calls the function and notes how long it took."""
    start = perf_counter_ns()
    result = function()
    thread_nanos[index] = perf_counter_ns() - start
    return result


def together(functions, **more):
    """Work that calls each function on a thread of its own and times each thread."""
    nanos = [0] * len(functions)
    parts = [partial(timed, function, nanos, index) for index, function in enumerate(functions)]
    return Work(lambda: on_threads(parts), thread_nanos=nanos, **more)


def one_by_one(functions, **more):
    """Work that calls each function after the one before and times each of them."""
    nanos = [0] * len(functions)
    parts = [partial(timed, function, nanos, index) for index, function in enumerate(functions)]
    return Work(lambda: [part() for part in parts], thread_nanos=nanos, **more)


def memory():
    """Bytes that this process has in memory, now and at most so far."""
    rss = None
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            rss = int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        pass
    # Kilobytes, except on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return {"rss": rss, "peakRss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit}
