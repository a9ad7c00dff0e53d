"""Order candidates: features, learned weights, and how sure it is that any of them answers."""
