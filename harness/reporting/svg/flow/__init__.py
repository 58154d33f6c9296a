"""The picture of the flow: the pages of the guide and the ways between them."""
