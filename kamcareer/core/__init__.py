"""What the product knows: pure functions over frozen values."""
