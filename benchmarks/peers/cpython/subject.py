"""What check.py checks: the extension named on the command line, which is made importable here."""

import argparse
import sys
from pathlib import Path

from versions import extension_folder

HERE = Path(__file__).resolve().parent

parser = argparse.ArgumentParser(description="Compares a peer with pure Python.")
parser.add_argument("--kernels", choices=("none", "pyo3", "pybind11"), default="none")
options, REMAINING = parser.parse_known_args()
KERNELS = options.kernels

sys.path.insert(1, str(HERE.parent.parent.parent / "python"))
if KERNELS != "none":
    sys.path.insert(1, str(extension_folder(KERNELS)))
