"""What runs here: the interpreter, NumPy, and the extension that setup has built for it."""

import importlib.metadata
import json
import platform
import sys
from pathlib import Path


def build_folder():
    """The folder that setup has made for this interpreter; None outside of its venv."""
    folder = Path(sys.prefix).parent
    return folder if (folder / "interpreter.json").exists() else None


def extension_folder(kernels):
    """Where the extension's modules are; ends the program where it is not built."""
    folder = build_folder()
    if folder is None:
        sys.exit(
            f"peer.py: --kernels {kernels} needs a Python that benchmarks/peers/setup has made, and"
            f" {sys.executable} is none; `setup --check` prints the command of each peer"
        )
    if not (folder / kernels / "versions.json").exists():
        absent = folder / f"{kernels}.absent"
        why = absent.read_text().strip() if absent.exists() else "run benchmarks/peers/setup"
        sys.exit(f"peer.py: {kernels} is not built for {sys.executable}: {why}")
    return folder / kernels


def gil_enabled():
    """Whether this process has a GIL."""
    return getattr(sys, "_is_gil_enabled", lambda: True)()


def versions(kernels):
    """What runs in this process; of an extension, what setup has recorded when it built it."""
    found = {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "gil": gil_enabled(),
        "compiler": platform.python_compiler(),
    }
    try:
        found["numpy"] = importlib.metadata.version("numpy")
    except importlib.metadata.PackageNotFoundError:
        pass
    if kernels != "none":
        found |= json.loads((extension_folder(kernels) / "versions.json").read_text())
    return found
