"""What helps who chooses among people: bands instead of places, agreement of raters, whether a choice is even."""
