# Written by polygil stubs.
"""What Polygil offers to the Python code that it hosts."""

from polygil.buffer import Buffer as Buffer
