"""How a crawl asks for an address, and what it learns from the answer."""
