"""Document 002's image processing in pure Python: each byte of a flat image times 2."""


def pixels(edge):
    """A square image of three channels, row by row, with bytes of 0 to 254."""
    return bytearray(index % 251 + index % 5 for index in range(edge * edge * 3))


def process_image(image):
    """A new image with each byte times 2 modulo 256."""
    result = bytearray(len(image))
    for index in range(len(image)):
        result[index] = image[index] * 2 & 255
    return result
