"""What Polygil offers to the Python code that it hosts."""

# Exception classes of kernel modules, by the name of the Java class that they stand for.
_java_errors = {}
