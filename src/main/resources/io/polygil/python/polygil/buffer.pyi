# Written by polygil stubs.
"""Numbers of one type in one block of memory that Java owns."""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Literal, SupportsIndex, overload

from typing_extensions import Never, Self, TypeAlias

_Format: TypeAlias = Literal["B", "b", "H", "h", "I", "i", "Q", "q", "f", "d"]
_SourceFormat: TypeAlias = _Format | Literal["l", "L"]
_Memory: TypeAlias = bytes | bytearray | memoryview | array[Any] | Buffer

class Buffer:
    """Buffer(source, format=None)

    A fixed number of elements of one type, in memory that Java owns: it goes to a kernel, and comes
    from one, without being copied. Otherwise it behaves as an array.array that cannot grow.

    source is copied: bytes-like objects and array.array by their memory, with their element type
    unless format says another; any other iterable element by element, for which format is required.
    format is a type code of array.array: one of B b H h I i Q q f d (l and L are those of their
    size). bytes and bytearray with a format are taken as the memory of such elements.
    """

    @overload
    def __new__(cls, source: _Memory = b"", format: _SourceFormat | None = None) -> Self: ...
    @overload
    def __new__(cls, source: Iterable[float | SupportsIndex], format: _SourceFormat) -> Self: ...
    @property
    def format(self) -> _Format:
        """The elements' type code, as array.array and memoryview name it."""

    @property
    def itemsize(self) -> int:
        """The size of an element in bytes."""

    @property
    def nbytes(self) -> int:
        """The size of all elements in bytes."""

    @property
    def shape(self) -> tuple[int]:
        """The length, as a tuple."""

    def __len__(self) -> int: ...
    # An element is an int or a float, as the format says, which a checker does not know.
    @overload
    def __getitem__(self, index: SupportsIndex) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Buffer: ...
    @overload
    def __setitem__(self, index: SupportsIndex, value: float | SupportsIndex) -> None: ...
    @overload
    def __setitem__(self, index: slice, value: _Memory) -> None: ...
    def __delitem__(self, index: Never) -> None: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __contains__(self, value: object) -> bool: ...
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __bytes__(self) -> bytes: ...
    def tobytes(self) -> bytes:
        """The memory of the elements, copied."""

    def tolist(self) -> list[Any]:
        """The elements in a list."""

    def __reduce__(self) -> tuple[type[Buffer], tuple[bytes, _Format]]: ...
