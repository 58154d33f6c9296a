"""Target files: how a portal is reached, what a run may do there, and how the portal differs."""
