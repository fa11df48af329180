"""The files of a framework as one ZIP, to be unpacked in the place of those there."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kamcareer.core.framework.loading import Folder

FOR_ALL = 0o644 << 16


def framework_zip(folder: Folder) -> bytes:
    """Return every file byte for byte under the name of the folder; equal files make an equal ZIP."""
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        for path, data in sorted(folder.files.items()):
            entry = ZipInfo(f"{folder.name}/{path}")
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, FOR_ALL
            packed.writestr(entry, data)
    return out.getvalue()
