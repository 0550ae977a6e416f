"""Document 002's array of a million 64-bit floats, times 2, from each form that it may have.

The native rows run wherever a module `arrays` can be imported: in Polygil it is a Java kernel, under
CPython the PyO3 one. What not everybody has is imported by the row that needs it.
"""

import functools

import array_py

VALUES = array_py.doubles(1_000_000)


def python():
    return array_py.process_array(VALUES)


def native_from_array():
    import arrays

    return arrays.process_array(VALUES)


@functools.cache
def buffers():
    # Imported late: only Polygil has it.
    from polygil import Buffer

    return Buffer(VALUES), Buffer(VALUES)


def native_from_buffer():
    import arrays

    values, _ = buffers()
    return arrays.process_array(values)


def native_into_buffer():
    """Into memory that was used before, which is still in the processor's caches."""
    import arrays

    values, result = buffers()
    return arrays.process_array(values, out=result)


@functools.cache
def numpy_values():
    import numpy

    return numpy.frombuffer(VALUES, dtype=numpy.float64)


def native_from_numpy():
    import arrays

    return arrays.process_array(numpy_values())


def numpy_times_two():
    return numpy_values() * 2.0


if __name__ == "__main__":
    from answers import text

    for row in (python, native_from_array):
        print(row.__name__, text(row()))
