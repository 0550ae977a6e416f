"""Runs the documents' programs under CPython, round by round, for a program that compares.

    python peer.py [--kernels none|pyo3|pybind11]

`benchmarks/peers/setup` makes the interpreters and the extensions, and `setup --check` prints the
command of each peer. Without --kernels the peer is CPython and what its venv has (NumPy); with it,
modules such as `word_count`, imported by the programs of `python/`, are the extension's.

The peer knows no experiments: it calls the functions that it is told, of the programs in `python/`,
which run unmodified in Polygil. Each message is one JSON object on one line: a request on standard
input, its reply on standard output, in turn. What the measured code prints goes to standard error.
All times are nanoseconds, read in this process right around the work. The first line comes unasked:

    {"peer": "pyo3", "protocol": 2, "pid": 4711, "cores": 2, "versions": {"python": "3.14.0",
     "implementation": "CPython", "gil": true, "compiler": "...", "numpy": "2.4.6", "pyo3": "..."}}

cores: those that the process may use. gil: whether this process has one. The keys after "numpy"
are the extension's, as setup has recorded them; what is not there is left out.

{"do": "prepare", "function": "module:function", "arguments": [...]}
    -> {"ok": true, "id": 1}
    Imports the module; the arguments are those of each call.

{"do": "run", "id": 1, "iterations": 5}
    -> {"ok": true, "wall_ns": 12, "cpu_ns": 11, "user_ns": 10, "answer": "..."}
    So many calls in a row: their wall time together, and the CPU time (user and system) and user
    time of this process, without that of processes it has started. answer is the last call's
    result as `answers.text` writes it, untimed.

{"do": "memory"}
    -> {"ok": true, "rss": 12345678, "peak_rss": 23456789}
    Bytes of this process, now and at most so far; null where the system does not tell.

{"do": "quit"}
    -> {"ok": true}
    Ends with exit code 0. The end of standard input does the same, silently.

A request that fails is answered, and the peer goes on:

    {"ok": false, "error": "ValueError: what is wrong", "traceback": "..."}
"""

import argparse
import gc
import importlib
import json
import os
import resource
import sys
import traceback
from pathlib import Path
from time import perf_counter_ns

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE.parent.parent.parent / "python"
KERNELS = ("none", "pyo3", "pybind11")
PROTOCOL = 2


class RequestError(Exception):
    """A request that cannot be carried out as it is."""


class AbsentError(Exception):
    """A function that this Python has not; the message is shown as it is."""


class Peer:
    """Answers requests, one at a time."""

    def __init__(self, kernels):
        # Not before the module path is complete.
        from answers import text
        from versions import versions

        self._text = text
        self._versions = versions(kernels)
        self._kernels = kernels
        self._calls = []

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
        if not isinstance(request, dict) or not isinstance(request.get("do"), str):
            raise RequestError(f'a request is a JSON object with a "do", not {request!r}')
        known = {"prepare": self._prepare, "run": self._run, "memory": memory, "quit": nothing}
        if request["do"] not in known:
            raise RequestError(f'"do" is one of {", ".join(known)}, not {request["do"]!r}')
        return {"ok": True} | known[request["do"]](request)

    def _prepare(self, request):
        name = request.get("function")
        arguments = request.get("arguments", [])
        if not isinstance(name, str) or name.count(":") != 1 or not isinstance(arguments, list):
            raise RequestError(
                f'"function" is written module:function and "arguments" a list, not {request!r}'
            )
        module, function = name.split(":")
        found = getattr(importlib.import_module(module), function, None)
        if found is None:
            version = ".".join(map(str, sys.version_info[:3]))
            raise AbsentError(f"{module} has no {function} on CPython {version}")
        self._calls.append((found, arguments))
        return {"id": len(self._calls)}

    def _run(self, request):
        number = positive(request, "id")
        iterations = positive(request, "iterations")
        if number > len(self._calls):
            raise RequestError(f"id {number} is not prepared; {len(self._calls)} are")
        function, arguments = self._calls[number - 1]
        gc.collect()
        times = range(iterations)
        before = resource.getrusage(resource.RUSAGE_SELF)
        start = perf_counter_ns()
        for _ in times:
            result = function(*arguments)
        end = perf_counter_ns()
        after = resource.getrusage(resource.RUSAGE_SELF)
        user = after.ru_utime - before.ru_utime
        return {
            "wall_ns": end - start,
            "cpu_ns": round((user + after.ru_stime - before.ru_stime) * 1e9),
            "user_ns": round(user * 1e9),
            "answer": self._text(result),
        }


def nothing(request):
    return {}


def memory(request):
    rss = None
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            rss = int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        pass
    # Kilobytes, except on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return {"rss": rss, "peak_rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit}


def positive(request, name):
    number = request.get(name)
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise RequestError(f"{name} is a whole number of 1 or more, not {number!r}")
    return number


def cores():
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count()


def error_text(failure):
    return f"{type(failure).__name__}: {failure}"


def failed(failure):
    return {
        "ok": False,
        "error": str(failure) if isinstance(failure, AbsentError) else error_text(failure),
        "traceback": "".join(traceback.format_exception(failure)),
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
        request = None
        try:
            request = json.loads(line)
            message = peer.answer(request)
        except Exception as failure:
            message = failed(failure)
        reply(message)
        if message["ok"] and request["do"] == "quit":
            return


def main():
    parser = argparse.ArgumentParser(description="Runs the documents' programs under CPython.")
    parser.add_argument("--kernels", choices=KERNELS, default="none")
    kernels = parser.parse_args().kernels
    # What the measured code prints, in C too, must not come between the replies.
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    from versions import extension_folder

    sys.path.insert(1, str(PROGRAMS))
    if kernels != "none":
        sys.path.insert(1, str(extension_folder(kernels)))
    serve(Peer(kernels), sys.stdin, replies)


if __name__ == "__main__":
    main()
