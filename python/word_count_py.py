"""Document 000's word count in pure Python."""


def search_py(contents, needle):
    """Counts the words of contents, split at line ends and single blanks, that equal needle."""
    total = 0
    for line in contents.splitlines():
        for word in line.split(" "):
            if word == needle:
                total += 1
    return total
