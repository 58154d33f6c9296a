"""The accounts of a target: who they are, and what became of them."""
