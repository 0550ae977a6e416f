"""Document 001's second way out with NumPy, on ten million numbers."""

import releasing_numpy

_values = releasing_numpy.numbers(5_000_000)


def once():
    return _rounded(releasing_numpy.once(_values))


def on_two_threads():
    return _rounded(releasing_numpy.on_two_threads(_values))


def _rounded(ends):
    # The ends of so many numbers between 0 and 1.
    return [[round(end, 3) for end in pair] for pair in ends]
