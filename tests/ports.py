"""Ports for the servers of the tests."""

import socket
from contextlib import suppress
from random import SystemRandom


def free_port() -> int:
    """A port the system gives to nobody: one of those it does give could be taken while a server is down."""
    chance = SystemRandom()
    while True:
        port = chance.randrange(20000, 30000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
