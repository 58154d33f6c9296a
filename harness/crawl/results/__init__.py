"""The results of a crawl: inventory, page models, redirects, a drafted guide."""
