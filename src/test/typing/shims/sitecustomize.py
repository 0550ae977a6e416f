"""Stands in, under CPython, for the Java objects that a kernel module uses while it is imported."""

import builtins
import itertools
import os


class Java:
    def __call__(self, *arguments):
        pass

    def __getattr__(self, name):
        return Java()


for name in os.environ["POLYGIL_JAVA"].split():
    setattr(builtins, name, Java())

if not hasattr(itertools, "batched"):
    # Imported by polygil.futures; of Python 3.12, as GraalPy is.
    itertools.batched = None
