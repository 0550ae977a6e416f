"""Document 002's sum in pure Python."""


def calculate_sum(n):
    """1 + 2 + ... + n, by adding each term; 0 for n below 1."""
    total = 0
    for i in range(1, n + 1):
        total += i
    return total
