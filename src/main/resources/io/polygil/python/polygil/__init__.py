"""What Polygil offers to the Python code that it hosts."""
