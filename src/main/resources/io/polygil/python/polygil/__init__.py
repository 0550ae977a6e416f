"""What Polygil offers to the Python code that it hosts."""

# Exception classes of kernel modules, by the name of the Java class that they stand for.
_java_errors = {}


def __getattr__(name):
    # Only programs that use buffers wait for their module.
    if name == "Buffer":
        from polygil.buffer import Buffer

        globals()[name] = Buffer
        return Buffer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
