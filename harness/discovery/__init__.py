"""A first look at a portal: what of the guide it shows and in which words, as a target file."""
