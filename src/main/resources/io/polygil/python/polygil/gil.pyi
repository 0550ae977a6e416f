# Written by polygil stubs.
"""The GIL of this context, seen from Python."""

from types import TracebackType

class _Policy:
    def __init__(self, holds: bool) -> None: ...
    def __enter__(self) -> None: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

def held() -> _Policy:
    """A context manager: Java that this thread calls keeps the GIL, where it does not say more."""

def released() -> _Policy:
    """A context manager: Java that this thread calls releases the GIL, where it does not say more."""
