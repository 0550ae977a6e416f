"""Document 002's arithmetic on an array of 64-bit floats, in pure Python."""

from array import array


def doubles(length):
    """Halves, some of them negative: each is exact, and so is each times 2."""
    return array("d", [index * 0.5 - 1000 for index in range(length)])


def process_array(elements):
    """A new array with each element times 2."""
    result = array("d", bytes(8 * len(elements)))
    for index in range(len(elements)):
        result[index] = elements[index] * 2
    return result
