"""What a crawl leaves behind: inventory, pages, redirects, a drafted guide."""
