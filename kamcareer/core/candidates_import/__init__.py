"""People to invite from a file of a recruiter: columns known by name, doubles named, every problem by its cell."""
