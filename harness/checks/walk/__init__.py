"""What the walk did: typed, was refused, opened panels, remembered values, chose secrets."""
