"""Document 002's greeting in pure Python."""


def greet(name):
    return f"Hello, {name}!"


def greet_many(greet, times):
    """Calls a greet as many times; gives the last greeting."""
    greeting = ""
    for _ in range(times):
        greeting = greet("World")
    return greeting
