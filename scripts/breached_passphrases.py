"""Make the list of breached passphrases anew from a list of passwords that stood in breaches, one a line.

    python -m scripts.breached_passphrases 10-million-password-list-top-1000000.txt

For maintainers only. What is long enough for a passphrase is kept, casefolded and sorted: what is shorter is refused
anyway. The same list gives the same bytes.
"""

import argparse
import gzip
from collections.abc import Iterable
from pathlib import Path

from kamcareer.core.passphrases import LEAST, MOST
from kamcareer.services.breached_passphrases import LIST_FILE


def kept(lines: Iterable[str]) -> list[str]:
    """Return what of some passwords could be taken as a passphrase."""
    return sorted({line.casefold() for line in lines if LEAST <= len(line) <= MOST and line.isprintable()})


def main() -> None:
    """Write the list of the package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list", type=Path)
    found = kept(parser.parse_args().list.read_text().splitlines())
    LIST_FILE.write_bytes(gzip.compress("\n".join(found).encode(), mtime=0))
    print(f"{len(found)} passphrases, {LIST_FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
