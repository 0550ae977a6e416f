"""Finds the interpreters that can be peers. Called by benchmarks/peers/setup.

    python interpreters.py chosen BUILD [CANDIDATE ...]      prints KEY<TAB>EXECUTABLE lines
    python interpreters.py inventory BUILD [CANDIDATE ...]   prints the inventory as JSON

A candidate is the path of a Python, with a plus sign before it if it must be set up. Set up are the
first candidate that will do, the newest with a GIL, and the newest without.

The inventory is one object:
    interpreters   each found: key, executable, version, gilBuild (compiled with a GIL), gilEnabled,
                   headers (whether extensions in C++ can be compiled), chosen
    peers          each that can be run: name, interpreter (a key), kernels, gil, command (a list;
                   peer.py tells its protocol), versions
    absent         what is not there: name, why
"""

import json
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
WITH_INTERPRETERS = (3, 14)
EXTENSIONS = ("pyo3", "pybind11")
PEER = Path(__file__).resolve().parent / "peer.py"
LIMIT_SECONDS = 60
PLACES = "PATH or ~/.pyenv/versions; name one by setup --python PATH"
PROBE = """
import json, os, platform, sys, sysconfig
print(json.dumps({
    "executable": sys.executable,
    "implementation": platform.python_implementation(),
    "version": platform.python_version(),
    "numbers": list(sys.version_info[:3]),
    "gilBuild": not sysconfig.get_config_var("Py_GIL_DISABLED"),
    "gilEnabled": getattr(sys, "_is_gil_enabled", lambda: True)(),
    "headers": os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")),
    "home": os.path.realpath(sys.base_prefix),
}))
"""


def probed(path):
    """What the candidate says of itself; None if it cannot run or is no CPython, or too old."""
    try:
        ended = subprocess.run(
            [path, "-I", "-c", PROBE],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if ended.returncode != 0:
        # A shim of a version manager for a version that is not there, for one.
        return None
    found = json.loads(ended.stdout)
    fits = found.pop("implementation") == "CPython" and tuple(found["numbers"]) >= OLDEST
    return found if fits else None


def interpreters(candidates):
    """Each interpreter once, in the order of the candidates, with those chosen to be peers."""
    found = {}
    for candidate in candidates:
        interpreter = probed(candidate.removeprefix("+"))
        if interpreter is None:
            continue
        threading = "" if interpreter["gilBuild"] else "t"
        home = (interpreter.pop("home"), interpreter["version"], threading)
        known = found.setdefault(home, interpreter | {"chosen": False})
        known["chosen"] |= candidate.startswith("+")
        known["key"] = f"cpython-{interpreter['version']}{threading}"
    result = list(found.values())
    keys = [interpreter["key"] for interpreter in result]
    for index, interpreter in enumerate(result):
        if interpreter["key"] in keys[:index]:
            # Two of one version: the second has its place in the list to tell it by.
            interpreter["key"] += f"-{index + 1}"
    with_gil = [interpreter for interpreter in result if interpreter["gilBuild"]]
    without = [interpreter for interpreter in result if not interpreter["gilBuild"]]
    for interpreter in (
        with_gil[:1]
        + sorted(with_gil, key=lambda found: found["numbers"])[-1:]
        + sorted(without, key=lambda found: found["numbers"])[-1:]
    ):
        interpreter["chosen"] = True
    return result


def inventory(build, found):
    """The object that is described above."""
    peers = []
    absent = []
    for interpreter in found:
        if interpreter["chosen"]:
            present, missing = peers_of(build / interpreter["key"], interpreter)
            peers += present
            absent += missing
    chosen = [interpreter for interpreter in found if interpreter["chosen"]]
    if not chosen:
        absent.append({"name": "CPython", "why": f"no CPython 3.11 or later in {PLACES}"})
    if not any(tuple(interpreter["numbers"]) >= WITH_INTERPRETERS for interpreter in chosen):
        why = f"it came with CPython 3.14, and there is none in {PLACES}"
        absent.append({"name": "InterpreterPoolExecutor", "why": why})
    if all(interpreter["gilBuild"] for interpreter in chosen):
        why = f"no python3.13t or later in {PLACES}"
        absent.append({"name": "free-threaded CPython", "why": why})
    for interpreter in found:
        del interpreter["numbers"]
    return {"interpreters": found, "peers": peers, "absent": absent}


def peers_of(folder, interpreter):
    """The peers of an interpreter that are built, and those that are not."""
    python = folder / "venv" / "bin" / "python"
    key = interpreter["key"]
    if not (folder / "interpreter.json").exists() or not python.exists():
        return [], [{"name": key, "why": reason(folder, "venv")}]
    peers = []
    absent = []
    for kernels in ("none", *EXTENSIONS):
        name = key if kernels == "none" else f"{kernels}-{key}"
        command = [str(python), str(PEER), "--kernels", kernels]
        if kernels != "none" and not (folder / kernels / "versions.json").exists():
            absent.append({"name": name, "why": reason(folder, kernels)})
            continue
        hello, why = greeted(command)
        if hello is None:
            absent.append({"name": name, "why": why})
            continue
        peers.append({
            "name": name,
            "interpreter": key,
            "kernels": kernels,
            "gil": hello["versions"]["gil"],
            "command": command,
            "versions": hello["versions"],
        })
        if kernels == "none" and "numpy" not in hello["versions"]:
            absent.append({"name": f"numpy-{key}", "why": reason(folder, "numpy")})
    return peers, absent


def greeted(command):
    """What the peer says first, or why it does not."""
    try:
        ended = subprocess.run(
            command, input="", capture_output=True, text=True, timeout=LIMIT_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as failure:
        return None, str(failure)
    if ended.returncode != 0 or not ended.stdout:
        last = ended.stderr.strip().splitlines()[-1:]
        return None, f"the peer does not start: {' '.join(last)}"
    return json.loads(ended.stdout.splitlines()[0]), None


def reason(folder, what):
    path = folder / f"{what}.absent"
    return path.read_text(encoding="utf-8").strip() if path.exists() else (
        "not built: run benchmarks/peers/setup"
    )


def main():
    command, build, *candidates = sys.argv[1:]
    found = interpreters(candidates)
    if command == "chosen":
        for interpreter in found:
            if interpreter["chosen"]:
                print(interpreter["key"], interpreter["executable"], sep="\t")
    else:
        print(json.dumps(inventory(Path(build), found), indent=2))


if __name__ == "__main__":
    main()
