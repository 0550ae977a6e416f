"""What Polygil offers to the Python code that it hosts."""

# For the functions of kernels, whose module's own names may be those of builtins.
_NotImplemented = NotImplemented
_bool, _float, _int, _str, _type = bool, float, int, str, type

# Exception classes of kernel modules, by the name of the Java class that they stand for.
_java_errors = {}


def __getattr__(name):
    # Only programs that use buffers wait for their module.
    if name == "Buffer":
        from polygil.buffer import Buffer

        globals()[name] = Buffer
        return Buffer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
