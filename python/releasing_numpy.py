"""Document 001's second way out with NumPy, which releases the GIL in long operations."""

import numpy
from on_threads import on_threads


def numbers(length):
    """Float64 numbers in a fixed order that looks like none."""
    return numpy.arange(length, dtype=numpy.float64) * 0.6180339887498949 % 1.0


def sort(values):
    """Sorts a copy; gives the smallest and the largest number."""
    ordered = numpy.sort(values)
    return [float(ordered[0]), float(ordered[-1])]


def once(values):
    return [sort(values)]


def on_two_threads(values):
    return on_threads([lambda: sort(values)] * 2)
