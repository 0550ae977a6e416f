"""Stands in, under CPython, for GraalPy's module of this name."""


def __set_gil_locked_during_foreign_calls__(held):
    return False
