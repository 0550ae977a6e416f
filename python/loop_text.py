"""Document 001's program text, run as a host runs it: module-level code with globals of its own."""


def run(text):
    """Runs the text in fresh globals, or two runs at once would overwrite each other's j; gives j."""
    namespace = {}
    exec(text, namespace)
    return namespace["j"]
