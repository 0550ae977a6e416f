"""Document 002's array of a million 64-bit floats, times 2, from each form that it may have.

The native rows run wherever a module `arrays` can be imported: in Polygil it is a Java kernel, under
CPython the PyO3 one. What not everybody has is imported by the row that needs it.
"""

import array_py

VALUES = array_py.doubles(1_000_000)


def python():
    return array_py.process_array(VALUES)


def native_from_array():
    import arrays

    return arrays.process_array(VALUES)


_buffer = None


def native_from_buffer():
    # Imported late: only Polygil has it.
    import arrays
    from polygil import Buffer

    global _buffer
    if _buffer is None:
        _buffer = Buffer(VALUES)
    return arrays.process_array(_buffer)


_result = None


def native_into_buffer():
    """Into memory that was used before, which is still in the processor's caches."""
    import arrays
    from polygil import Buffer

    global _buffer, _result
    if _result is None:
        _buffer = Buffer(VALUES)
        _result = Buffer(VALUES)
    return arrays.process_array(_buffer, out=_result)


_numpy = None


def numpy_values():
    import numpy

    global _numpy
    if _numpy is None:
        _numpy = numpy.frombuffer(VALUES, dtype=numpy.float64)
    return _numpy


def native_from_numpy():
    import arrays

    return arrays.process_array(numpy_values())


def numpy_times_two():
    return numpy_values() * 2.0


if __name__ == "__main__":
    from answers import text

    for row in (python, native_from_array):
        print(row.__name__, text(row()))
