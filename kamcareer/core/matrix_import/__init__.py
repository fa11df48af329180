"""Last year's matrix: people by competencies from a company's own file, mapped to our levels in plain sight."""
