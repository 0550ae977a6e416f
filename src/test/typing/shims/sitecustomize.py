"""Stands in, under CPython, for the Java objects that a kernel module uses while it is imported."""

import builtins
import itertools
import os


def connect(auto):
    pass


for name in os.environ["POLYGIL_CONNECTED"].split():
    setattr(builtins, name, connect)

if not hasattr(itertools, "batched"):
    # Imported by polygil.futures; of Python 3.12, as GraalPy is.
    itertools.batched = None
