"""People from a file of the staff department: columns known by name or mapped by hand, every problem by its cell."""
