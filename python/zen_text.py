"""Document 000's text: the Zen of Python, 1,000 times over."""

import contextlib
import io

NEEDLE = "is"


def zen_of_python():
    """The text of `import this`, which that module keeps in ROT13."""
    with contextlib.redirect_stdout(io.StringIO()):
        import this
    return "".join(this.d.get(letter, letter) for letter in this.s)


def contents(times=1000):
    """The text as many times; each time has 10 words that equal NEEDLE."""
    return (zen_of_python() + "\n") * times
