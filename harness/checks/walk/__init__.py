"""What the walk itself did on the way: panels that it opened, values that it remembers, secrets that it chose."""
