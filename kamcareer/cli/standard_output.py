"""Standard output: for the document of a command alone, whatever the libraries print that it computes with."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

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
