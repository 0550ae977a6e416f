"""Document 001's first way out: input and output overlap, since a thread that waits for them has
released the GIL.

Files are read as they are on the disk where the system lets its cache be emptied (`forget`). The
server is another thread or process that takes its time to answer, as a peer across a network does.
"""

import os
import socket
import sys
from threading import Thread

from on_threads import in_sequence, on_threads

BLOCK = 1 << 20
QUESTION = b"?"
REPLY = b"!" * 1024


def write_files(folder, count, size):
    """Files of so many bytes each; gives their paths."""
    paths = [os.path.join(folder, f"{index}.data") for index in range(count)]
    for path in paths:
        with open(path, "wb") as file:
            file.write(bytes(size))
            file.flush()
            os.fsync(file.fileno())
    return paths


def forget(paths):
    """Empties the system's cache of the files; False where that cannot be asked for."""
    if not hasattr(os, "posix_fadvise"):
        return False
    for path in paths:
        with open(path, "rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return True


def read(path):
    """Reads a file to its end; gives the number of bytes."""
    block = bytearray(BLOCK)
    total = 0
    with open(path, "rb", buffering=0) as file:
        while count := file.readinto(block):
            total += count
    return total


def read_in_sequence(paths):
    return in_sequence([lambda path=path: read(path) for path in paths])


def read_on_threads(paths):
    return on_threads([lambda path=path: read(path) for path in paths])


def serve(listener, latency_seconds, wait):
    """Answers each connection on a thread of its own, until the listener is closed.

    wait: called with the latency before each answer, time.sleep for one
    """

    def answer(connection):
        with connection:
            while connection.recv(len(QUESTION)):
                wait(latency_seconds)
                connection.sendall(REPLY)

    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        Thread(target=answer, args=[connection], daemon=True).start()


def ask(port, times):
    """Asks the server on this machine as often over one connection; gives the bytes received."""
    total = 0
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(times):
            connection.sendall(QUESTION)
            missing = len(REPLY)
            while missing:
                received = len(connection.recv(missing))
                if not received:
                    raise ConnectionError("the server has closed the connection before its answer")
                missing -= received
                total += received
    return total


def ask_in_sequence(port, clients, times):
    return in_sequence([lambda: ask(port, times)] * clients)


def ask_on_threads(port, clients, times):
    return on_threads([lambda: ask(port, times)] * clients)


if __name__ == "__main__":
    import time

    server = socket.create_server(("127.0.0.1", 0))
    print(server.getsockname()[1], flush=True)
    serve(server, float(sys.argv[1]) if len(sys.argv) > 1 else 0.02, time.sleep)
