"""Document 002's image processing, by Python and by a native function.

Runs wherever a module `images` can be imported: in Polygil it is a Java kernel, under CPython the
PyO3 one.
"""

import image_py
import images
from checksum import checksum


def python(image):
    return image_py.process_image(image)


def native(image):
    return images.process_image(image)


if __name__ == "__main__":
    flat = image_py.pixels(512)
    for row in (python, native):
        print(row.__name__, checksum(row(flat)))
