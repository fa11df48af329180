"""What a power cut leaves of a folder: what was synced, and of the rest nothing, or the sectors that chance picks."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

SECTOR = 512


@dataclass(frozen=True)
class Step:
    """One thing a process did to a file: W wrote at an offset, S synced it, T cut it to a size."""

    kind: str
    file: str
    offset: int
    data: bytes


def read_log(log: Path) -> list[Step]:
    return list(_steps(log.read_bytes()))


def _steps(log: bytes) -> Iterator[Step]:
    at = 0
    while at < len(log):
        kind, length = chr(log[at]), struct.unpack_from("=I", log, at + 1)[0]
        path = log[at + 5 : at + 5 + length].decode()
        offset, count = struct.unpack_from("=QQ", log, at + 5 + length)
        at += 21 + length
        yield Step(kind, Path(path).name, offset, log[at : at + count])
        at += count


class Disk:
    """The files of a folder as they are on the disk, and what the system still holds back."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.synced = {name: bytearray(content) for name, content in files.items()}
        self.waiting: dict[str, list[Step]] = {}

    def take(self, step: Step) -> None:
        if step.kind != "S":
            self.waiting.setdefault(step.file, []).append(step)
            return
        for one in self.waiting.pop(step.file, []):
            _apply(self.synced.setdefault(step.file, bytearray()), one)

    def without_power(self, chance: Random | None) -> dict[str, bytes]:
        """What is found afterwards; with `chance`, half of the sectors that were not synced have made it too."""
        left = {name: bytearray(content) for name, content in self.synced.items()}
        if chance:
            for name, steps in self.waiting.items():
                for step in steps:
                    for part in _sectors(step):
                        if chance.random() < 0.5:
                            _apply(left.setdefault(name, bytearray()), part)
        return {name: bytes(content) for name, content in left.items()}


def _sectors(step: Step) -> Iterator[Step]:
    if step.kind == "T":
        yield step
    at = step.offset
    while at < step.offset + len(step.data):
        end = min((at // SECTOR + 1) * SECTOR, step.offset + len(step.data))
        yield Step("W", step.file, at, step.data[at - step.offset : end - step.offset])
        at = end


def _apply(content: bytearray, step: Step) -> None:
    if step.kind == "T":
        del content[step.offset :]
        content.extend(bytes(step.offset - len(content)))
        return
    content.extend(bytes(max(0, step.offset - len(content))))
    content[step.offset : step.offset + len(step.data)] = step.data
