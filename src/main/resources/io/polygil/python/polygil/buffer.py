"""Numbers of one type in one block of memory that Java owns."""

import sys
from array import array
from operator import index as _index

from polygil import _buffer

_NATIVE_ORDER = "@=<" if sys.byteorder == "little" else "@=>!"
_RANGES = {
    "B": (0, 2**8 - 1),
    "b": (-(2**7), 2**7 - 1),
    "H": (0, 2**16 - 1),
    "h": (-(2**15), 2**15 - 1),
    "I": (0, 2**32 - 1),
    "i": (-(2**31), 2**31 - 1),
    "Q": (0, 2**64 - 1),
    "q": (-(2**63), 2**63 - 1),
}
_NAMES = {
    "B": "unsigned byte integer",
    "b": "signed char",
    "H": "unsigned short",
    "h": "signed short integer",
    "I": "unsigned int",
    "i": "signed integer",
    "Q": "unsigned 64-bit integer",
    "q": "signed 64-bit integer",
}


class Buffer:
    """Buffer(source, format=None)

    A fixed number of elements of one type, in memory that Java owns: it goes to a kernel, and comes
    from one, without being copied. Otherwise it behaves as an array.array that cannot grow.

    source is copied: bytes-like objects and array.array by their memory, with their element type
    unless format says another; any other iterable element by element, for which format is required.
    format is a type code of array.array: one of B b H h I i Q q f d (l and L are those of their
    size). bytes and bytearray with a format are taken as the memory of such elements.
    """

    __slots__ = ("_java", "_length", "_format")

    def __new__(cls, source=b"", format=None):
        return _adopt(cls, _java_of(source, format))

    @property
    def format(self):
        """The elements' type code, as array.array and memoryview name it."""
        return self._format

    @property
    def itemsize(self):
        """The size of an element in bytes."""
        return self._java.itemsize

    @property
    def nbytes(self):
        """The size of all elements in bytes."""
        return self._length * self._java.itemsize

    @property
    def shape(self):
        """The length, as a tuple."""
        return (self._length,)

    def __len__(self):
        return self._length

    def __getitem__(self, index):
        if type(index) is not int:
            if isinstance(index, slice):
                start, count, step = self._span(index)
                return _adopt(Buffer, _buffer.cut(self._java, start, step, count))
            index = _position(index)
        if index < 0:
            index += self._length
        if 0 <= index < self._length:
            return self._java[index]
        raise IndexError("buffer index out of range")

    def __setitem__(self, index, value):
        if type(index) is not int:
            if isinstance(index, slice):
                return self._set_slice(index, value)
            index = _position(index)
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError("buffer assignment index out of range")
        kind = type(value)
        limits = _RANGES.get(self._format)
        if limits is None:
            fits = kind is float and self._format == "d"
        else:
            fits = kind is int and limits[0] <= value <= limits[1]
        self._java[index] = value if fits else _element(self._format, value)

    def __delitem__(self, index):
        raise TypeError("'polygil.Buffer' object doesn't support item deletion")

    def _set_slice(self, index, value):
        start, count, step = self._span(index)
        if not isinstance(value, (Buffer, bytes, bytearray, memoryview, array)):
            name = type(value).__name__
            raise TypeError(f'can only assign Buffer or bytes-like (not "{name}") to buffer slice')
        source = value if isinstance(value, Buffer) else Buffer(value)
        if source._format != self._format:
            raise TypeError(
                f"cannot assign elements of format {source._format!r} to a buffer of format"
                f" {self._format!r}"
            )
        if source._length != count:
            raise ValueError(
                f"attempt to assign {source._length} elements to buffer slice of size {count}"
            )
        _buffer.put(self._java, start, step, count, source._java)

    def _span(self, index):
        start, stop, step = index.indices(self._length)
        return start, len(range(start, stop, step)), step

    def __iter__(self):
        java = self._java
        for index in range(self._length):
            yield java[index]

    def __contains__(self, value):
        for element in self:
            if element == value:
                return True
        return False

    def __eq__(self, other):
        if not isinstance(other, Buffer):
            return NotImplemented
        if self._length != other._length:
            return False
        if self._format == other._format:
            return _buffer.equal(self._java, other._java)
        return all(mine == theirs for mine, theirs in zip(self, other))

    __hash__ = None

    def __repr__(self):
        if self._length > 100:
            return f"<polygil.Buffer of {self._length} elements, format={self._format!r}>"
        return f"polygil.Buffer({self.tolist()!r}, format={self._format!r})"

    def __bytes__(self):
        # Each byte travels as the character of its number: nothing else moves bytes in bulk.
        return _buffer.text(self._java).encode("latin-1")

    def tobytes(self):
        """The memory of the elements, copied."""
        return bytes(self)

    def tolist(self):
        """The elements in a list."""
        return array(self._format, bytes(self)).tolist()

    def __reduce__(self):
        return Buffer, (bytes(self), self._format)


Buffer.__module__ = "polygil"


def _position(index):
    try:
        return _index(index)
    except TypeError:
        raise TypeError("buffer indices must be integers or slices") from None


def _element(format, value):
    """What array.array makes of a value that is no element as it is, or why it refuses it."""
    try:
        return array(format, (value,))[0]
    except OverflowError:
        # GraalPy's has no message.
        below = _index(value) < 0
        bound = f"less than minimum {_RANGES[format][0]}" if below else (
            f"greater than maximum {_RANGES[format][1]}"
        )
        raise OverflowError(f"{_NAMES[format]} is {bound}") from None


def _adopt(cls, java):
    made = object.__new__(cls)
    made._java = java
    made._length = java.length
    made._format = java.format
    return made


def _wrap(java):
    """What a Java Buffer is in Python."""
    return _adopt(Buffer, java)


def _memory(value):
    """What a kernel is called with for a Buffer: its Java object, or the value as it is."""
    return value._java if isinstance(value, Buffer) else value


def _java_of(source, format):
    if isinstance(source, Buffer):
        if format is None or _normal(format) == source._format:
            return _buffer.cut(source._java, 0, 1, source._length)
        return _java_of(array(source._format, bytes(source)), format)
    if isinstance(source, (bytes, bytearray)):
        format = "B" if format is None else format
        return _buffer.new(format, _itemsize(format), source)
    if isinstance(source, array):
        if format is not None and format != source.typecode:
            source = array(format, source)
    elif isinstance(source, memoryview):
        if format is not None and format != source.format:
            source = array(format, source)
    elif format is None:
        raise TypeError(
            f"Buffer() needs format= for the elements of a {type(source).__name__!r} object"
        )
    elif isinstance(source, str):
        raise TypeError("cannot use a str to initialize a Buffer")
    else:
        source = array(format, source)
    made = None

    def sink(*parts):
        nonlocal made
        made = _buffer.new(*parts)

    _memory_of(sink, source)
    return made


def _itemsize(format):
    return array(format).itemsize


def _normal(format):
    return {"l": "q" if _itemsize("l") == 8 else "i", "L": "Q" if _itemsize("L") == 8 else "I"}.get(
        format, format
    )


def _memory_of(sink, value):
    """Calls sink with a Buffer's Java object, or with format, item size and memory, or nothing."""
    if isinstance(value, Buffer):
        sink(value._java)
    elif isinstance(value, (bytes, bytearray)):
        sink("B", 1, value)
    elif isinstance(value, array):
        sink(value.typecode, value.itemsize, value)
    elif isinstance(value, memoryview):
        # One whose elements do not lie side by side is put together first.
        memory = value if value.c_contiguous else value.tobytes()
        sink(value.format.lstrip(_NATIVE_ORDER), value.itemsize, memory)
    else:
        sink()
