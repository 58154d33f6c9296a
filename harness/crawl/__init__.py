"""Crawls a portal: stores every page, form, field, text and address, and compares two crawls."""
