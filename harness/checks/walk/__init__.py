"""What the walk did: panels that it opened, values that it remembers, secrets that it chose."""
