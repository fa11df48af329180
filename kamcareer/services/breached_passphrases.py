"""Passphrases long enough for us that stood in breaches, the commonest of them: whoever guesses begins with these.

`breached_passphrases.txt.gz` is made by `scripts/breached_passphrases.py`; its source and licence are in NOTICE.
"""

import gzip
from functools import cache
from pathlib import Path

LIST_FILE = Path(__file__).with_name("breached_passphrases.txt.gz")


@cache
def breached_passphrases() -> frozenset[str]:
    """Return all of them, casefolded; read when somebody first chooses a passphrase."""
    return frozenset(gzip.decompress(LIST_FILE.read_bytes()).decode().splitlines())
