"""Document 002's arithmetic on an array of 64-bit floats, by Python and by a native function.

Runs wherever a module `arrays` can be imported: in Polygil it is a Java kernel, under CPython the
PyO3 one.
"""

import array_py
import arrays
from checksum import checksum


def python(elements):
    return array_py.process_array(elements)


def native(elements):
    return arrays.process_array(elements)


if __name__ == "__main__":
    values = array_py.doubles(1_000_000)
    for row in (python, native):
        print(row.__name__, checksum(row(values)))
