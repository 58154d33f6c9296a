"""From a portal's address to its target file: what `init` asks, learns and adds."""
