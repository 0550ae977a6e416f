"""Document 002's image processing in Python on a NumPy image of rows, columns and channels."""

import numpy


def as_image(pixels, edge):
    """The flat pixels as an array of shape (edge, edge, 3), which shares their memory."""
    return numpy.frombuffer(pixels, dtype=numpy.uint8).reshape(edge, edge, 3)


def process_image_loops(image):
    """A new image with each pixel times 2 modulo 256, one by one as the document does it."""
    height, width, channels = image.shape
    result = numpy.zeros_like(image)
    # NumPy warns of each product that wraps around; wrapping around is what is wanted.
    with numpy.errstate(over="ignore"):
        for y in range(height):
            for x in range(width):
                for channel in range(channels):
                    result[y, x, channel] = image[y, x, channel] * numpy.uint8(2)
    return result


def process_image_numpy(image):
    """The same by one operation of NumPy."""
    return image * numpy.uint8(2)
