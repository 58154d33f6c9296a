"""The crawl: every page, form, field, text and address of a portal, kept for good."""
