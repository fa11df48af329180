"""What is done in the background: by threads of the server on SQLite, by workers of a queue on PostgreSQL."""
