"""Document 002's sum in pure Python, and document 001's loop as a function."""


def calculate_sum(n):
    """1 + 2 + ... + n, by adding each term; 0 for n below 1."""
    total = 0
    for i in range(1, n + 1):
        total += i
    return total


def loop():
    """Document 001's loop with local variables."""
    j = 0
    for i in range(10000000):
        j = j + i
    return j
