"""What is recognised in a posting."""
