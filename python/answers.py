"""Writes what a row has answered as text, so that all contenders' answers can be compared."""

from hashlib import sha256

_FORMATS = {"B": "B", "<d": "d", "=d": "d", "d": "d"}


def text(answer):
    """Numbers and strings as str prints them, sequences in brackets, and of an array of bytes or of
    64-bit floats its format, its length and its SHA-256."""
    if answer is None or isinstance(answer, (bool, int, float, str)):
        return str(answer)
    if isinstance(answer, (list, tuple)):
        return f"[{', '.join(map(text, answer))}]"
    if isinstance(answer, (bytes, bytearray)):
        form = "B"
    else:
        # polygil.Buffer and array.array are asked first: not every Python makes views of them.
        form = getattr(answer, "format", None) or getattr(answer, "typecode", None)
        form = _FORMATS[form or memoryview(answer).format]
    memory = bytes(answer) if not hasattr(answer, "tobytes") else answer.tobytes()
    length = len(memory) // (8 if form == "d" else 1)
    return f"{form}[{length}] sha256:{sha256(memory).hexdigest()}"
