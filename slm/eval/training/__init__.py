"""Find the weights that recall ranks by, from questions whose answers are known."""
