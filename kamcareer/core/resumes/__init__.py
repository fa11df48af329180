"""What a résumé says: from a file or a pasted text to what may be taken from it, each with the line it stands in."""
