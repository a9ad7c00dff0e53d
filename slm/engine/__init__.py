"""Build the rooms and join them."""
