"""Says in two numbers what an array of results holds, so that contenders can be compared."""

from binascii import crc32


def checksum(elements):
    """The number of bytes and their CRC-32.

    elements: bytes, an array.array, a NumPy array, polygil.Buffer or any other contiguous buffer
    """
    memory = bytes(elements)
    return [len(memory), crc32(memory)]
