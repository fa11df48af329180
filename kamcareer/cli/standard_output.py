"""Where the document of a command goes: a file, or standard output alone, whatever libraries print meanwhile."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kamcareer.cli.command import refuse

OUT, ERROR = 1, 2


@contextmanager
def kept_for_the_document() -> Iterator[None]:
    """Let everything that is printed meanwhile, by code outside of Python too, go to standard error."""
    if sys.stdout:
        sys.stdout.flush()
    document = os.dup(OUT)
    os.dup2(ERROR, OUT)
    try:
        yield
    finally:
        # C keeps a buffer of its own: what is left in it would come out after the descriptor was given back.
        ctypes.CDLL(None).fflush(None)
        os.dup2(document, OUT)
        os.close(document)


def put_out(document: bytes, file: Path | None) -> None:
    """Write a document to a file, else to standard output; a file that cannot be written ends the command."""
    if file is None:
        sys.stdout.buffer.write(document)
        sys.stdout.flush()
        return
    try:
        file.write_bytes(document)
    except OSError as error:
        refuse(f"{file}: cannot be written ({error.strerror})")
