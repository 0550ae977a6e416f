"""Document 002's array of a million 64-bit floats, times 2, from each form that it may have."""

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
