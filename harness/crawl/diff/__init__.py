"""Pairs and compares the pages, forms and fields of two crawls."""
