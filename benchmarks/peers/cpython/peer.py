"""Runs the documents' experiments under CPython, round by round, for a program that compares.

    python peer.py [--kernels none|pyo3|pybind11]

`benchmarks/peers/setup` makes the interpreters and the extensions, and `setup --check` prints the
command of each peer. Without --kernels the peer is CPython and what its venv has (NumPy); with it,
modules such as `word_count`, imported by the programs of `python/`, are the extension's.

Protocol, version 1. Each message is one JSON object on one line: a request on standard input, its
reply on standard output, in turn. Whatever the measured code itself prints goes to standard error.
All times are nanoseconds of a monotonic clock, read in this process right around the work; numbers
are JSON integers of any length. The first line comes unasked:

    {"peer": "pyo3", "protocol": 1, "pid": 4711, "cores": 2, "versions": {"python": "3.14.0",
     "implementation": "CPython", "gil": true, "compiler": "...", "numpy": "2.4.6", "pyo3": "..."}}

cores: those that the process may use. gil: whether this process has one. The keys after "numpy"
are the extension's, as setup has recorded them; what is not there is left out.

{"rows": true}
    -> {"rows": [{"experiment": "002-array", "row": "native", "n": 1000000, "quickN": 100000,
        "unit": "elements", "available": false, "why": "..."}, ...]}
    All rows there are. n is how large the work is, in units, unless prepare says otherwise.
    why is null for an available row, else what is missing and how to come by it.

{"prepare": "002-array", "row": "native", "n": 1000000, "quick": false, "run": true}
    -> {"ready": "002-array/native", "n": 1000000, "versions": {...}, "detail": {},
        "first": {...}, "answer": [8000000, 664870432], "hash": "..."}
    Makes the input (untimed), then runs the work once. first is a reply to run of that one round:
    in a fresh process it is the cold time. "n" is optional; "quick": true takes quickN for it. With
    "run": false nothing is run, and first, answer and hash are left out. detail has what a reader
    of the figures must know of the row.
    A workload that is prepared already is closed and made anew.

{"run": 5, "workload": "002-array/native", "iterations": 1}
    -> {"workload": "002-array/native", "iterations": 1, "nanos": [...], "cpuNanos": [...],
        "userNanos": [...], "threadNanos": [[...], ...], "answer": ..., "hash": "..."}
    Runs so many rounds, each of so many iterations in a row. nanos has the wall time of each round,
    for all its iterations together; cpuNanos (user and system) and userNanos likewise, of this
    process and not of processes that it has started. threadNanos, only in rows that time their
    threads, has for each round the time of each thread in its last iteration. workload may be left
    out for the one prepared last. To interleave contenders, ask each for one round in turn.

{"memory": true}
    -> {"rss": 12345678, "peakRss": 23456789}
    Bytes of this process, now and at most so far; null where the system does not tell.

{"close": "002-array/native"}
    -> {"closed": "002-array/native"}
    Ends the row's threads, processes and files.

{"quit": true}
    -> {"quit": true}
    Closes all rows and ends with exit code 0. The end of standard input does the same, silently.

answer is the result of the last iteration, as JSON: a number, a text, or a list of them; arrays and
images as [bytes, CRC-32]. hash is the SHA-256, in hex, of the answer's JSON without blanks, in
ASCII. Contenders agree on a row of an experiment if their hashes are equal for the same n. A round
whose answer differs from the first is an error, except in rows whose detail has "varies": true.

Any request that fails is answered, and the peer goes on:

    {"error": "what was asked, what was found, what to do", "type": "RequestError",
     "traceback": null}

type is RequestError or JSONDecodeError if the request is at fault, and otherwise the type of what
the row's code has raised, with its traceback.
"""

import argparse
import json
import os
import sys
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE.parent.parent.parent / "python"
KERNELS = ("none", "pyo3", "pybind11")
PROTOCOL = 1


class RequestError(Exception):
    """A request that cannot be carried out as it is."""


class Peer:
    """Answers requests, one at a time."""

    def __init__(self, kernels):
        # Not before the module path is complete.
        from catalogue import ROWS
        from versions import versions

        self._catalogue = {(row.experiment, row.name): row for row in ROWS}
        self._versions = versions(kernels)
        self._kernels = kernels
        self._prepared = {}
        self._last = None

    def hello(self):
        return {
            "peer": "cpython" if self._kernels == "none" else self._kernels,
            "protocol": PROTOCOL,
            "pid": os.getpid(),
            "cores": cores(),
            "versions": self._versions,
        }

    def answer(self, request):
        """The reply to a request; raises what went wrong."""
        if not isinstance(request, dict):
            raise RequestError(f"a request is a JSON object, not {request!r}")
        for name in ("rows", "prepare", "run", "memory", "close", "quit"):
            # prepare has a run of its own.
            if name in request:
                return getattr(self, "_" + name)(request)
        raise RequestError(
            f"a request has one of rows, prepare, run, memory, close or quit; this one has"
            f" {sorted(request)}"
        )

    def close(self):
        for name in list(self._prepared):
            self._prepared.pop(name).close()

    def _rows(self, request):
        return {"rows": [row.description() for row in self._catalogue.values()]}

    def _prepare(self, request):
        row = self._row(request)
        why = row.missing()
        if why:
            raise RequestError(f"{row.id} cannot be prepared: {why}")
        if row.id in self._prepared:
            self._prepared.pop(row.id).close()
        size = row.quick_size if request.get("quick") else row.size
        size = positive(request, "n", size)
        measured = row.measured(size)
        self._prepared[row.id] = measured
        self._last = row.id
        reply = {
            "ready": row.id,
            "n": size,
            "versions": self._versions,
            "detail": measured.detail,
        }
        if request.get("run", True):
            first = measured.rounds(1, 1)
            reply |= {"first": first, "answer": first.pop("answer"), "hash": first.pop("hash")}
        return reply

    def _row(self, request):
        name = (request.get("prepare"), request.get("row"))
        if name not in self._catalogue:
            known = [row for experiment, row in self._catalogue if experiment == name[0]]
            raise RequestError(
                f"there is no row {name[1]!r} of experiment {name[0]!r}; "
                + (f"its rows are {', '.join(known)}" if known else "ask for rows to see them all")
            )
        return self._catalogue[name]

    def _run(self, request):
        name = request.get("workload", self._last)
        if name not in self._prepared:
            prepared = ", ".join(self._prepared) or "nothing"
            raise RequestError(f"{name!r} is not prepared; prepared is {prepared}")
        iterations = positive(request, "iterations", 1)
        rounds = self._prepared[name].rounds(positive(request, "run", 1), iterations)
        return {"workload": name, "iterations": iterations} | rounds

    def _memory(self, request):
        from measuring import memory

        return memory()

    def _close(self, request):
        name = request["close"]
        if name not in self._prepared:
            raise RequestError(f"{name!r} is not prepared, so it cannot be closed")
        self._prepared.pop(name).close()
        return {"closed": name}

    def _quit(self, request):
        self.close()
        return {"quit": True}


def positive(request, name, default):
    number = request.get(name, default)
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise RequestError(f"{name} is a whole number of 1 or more, not {number!r}")
    return number


def cores():
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count()


def error(failure):
    own = isinstance(failure, (RequestError, json.JSONDecodeError))
    return {
        "error": str(failure) or repr(failure),
        "type": type(failure).__name__,
        "traceback": None if own else "".join(traceback.format_exception(failure)),
    }


def serve(peer, requests, replies):
    """Answers each line until quit or the end; replies are flushed one by one."""

    def reply(message):
        replies.write(json.dumps(message) + "\n")
        replies.flush()

    reply(peer.hello())
    for line in requests:
        if not line.strip():
            continue
        try:
            request = json.loads(line)
            message = peer.answer(request)
        except Exception as failure:
            message = error(failure)
        reply(message)
        if message == {"quit": True}:
            return


def main():
    parser = argparse.ArgumentParser(description="Runs the documents' experiments under CPython.")
    parser.add_argument("--kernels", choices=KERNELS, default="none")
    kernels = parser.parse_args().kernels
    # What the measured code prints, in C too, must not come between the replies.
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    from versions import extension_folder

    sys.path.insert(1, str(PROGRAMS))
    if kernels != "none":
        sys.path.insert(1, str(extension_folder(kernels)))
    peer = Peer(kernels)
    try:
        serve(peer, sys.stdin, replies)
    finally:
        peer.close()


if __name__ == "__main__":
    main()
