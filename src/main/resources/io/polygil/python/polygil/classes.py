"""What the Python text of Java's classes stands on."""

from polygil import _classes
from polygil.gil import _set_held

# A class may have methods of these names.
_classmethod = classmethod
_isinstance = isinstance
_property = property
_staticmethod = staticmethod
_adopt = _classes.adopt
_new = object.__new__

# What Java returns in the place of an element where there is none.
_END = object()
_classes.ends_with(_END)


class _Elements:
    """The elements of an object of Java's."""

    __slots__ = ("_java",)

    def __init__(self, java):
        self._java = java

    def __iter__(self):
        return self

    def __next__(self):
        held_before = _set_held(True)
        try:
            element = self._java()
        finally:
            _set_held(held_before)
        if element is _classes.FAILED:
            raise _classes.failure()
        return _next(element)


def _next(element):
    if element is _END:
        raise StopIteration
    return element


def _require_subtype(found, kind):
    if not issubclass(found, kind):
        name = kind.__qualname__
        raise TypeError(
            f"{name}.__new__({found.__name__}): {found.__name__} is not a subtype of {name}"
        )


def _no_java(found, kind, name):
    """Why an object has no Java object of a class."""
    qualified = f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(found, kind):
        return TypeError(f"this {qualified!r} object was made without {kind.__qualname__}.__new__()")
    return TypeError(
        f"descriptor {name!r} for {qualified!r} objects doesn't apply to a"
        f" {type(found).__name__!r} object"
    )
