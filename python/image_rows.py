"""Document 002's image of 512 x 512 pixels and three channels, times 2, from each form of it.

The native rows run wherever a module `images` can be imported: in Polygil it is a Java kernel, under
CPython the PyO3 one. What not everybody has is imported by the row that needs it.
"""

import functools

import image_py

EDGE = 512
PIXELS = image_py.pixels(EDGE)


def python():
    return image_py.process_image(PIXELS)


def native_from_bytearray():
    import images

    return images.process_image(PIXELS)


@functools.cache
def buffers():
    # Imported late: only Polygil has it.
    from polygil import Buffer

    return Buffer(PIXELS), Buffer(PIXELS)


def native_from_buffer():
    import images

    values, _ = buffers()
    return images.process_image(values)


def native_into_buffer():
    """Into memory that was used before, which is still in the processor's caches."""
    import images

    values, result = buffers()
    return images.process_image(values, out=result)


@functools.cache
def numpy_image():
    import image_numpy_py

    return image_numpy_py.as_image(PIXELS, EDGE)


def native_from_numpy():
    import images

    return images.process_image(numpy_image())


def numpy_loops():
    import image_numpy_py

    return image_numpy_py.process_image_loops(numpy_image())


def numpy_times_two():
    import image_numpy_py

    return image_numpy_py.process_image_numpy(numpy_image())


if __name__ == "__main__":
    from answers import text

    for row in (python, native_from_bytearray):
        print(row.__name__, text(row()))
