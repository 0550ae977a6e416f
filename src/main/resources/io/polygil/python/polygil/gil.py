"""The GIL of this context, seen from Python."""

import polyglot

# GraalPy releases the GIL around every call to Java unless this flag of the calling thread is set.
_set_held = polyglot.__set_gil_locked_during_foreign_calls__
