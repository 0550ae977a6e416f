# Written by polygil stubs.
"""What the Python text of Java's classes stands on: nothing for use elsewhere."""
