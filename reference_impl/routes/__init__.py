"""The pages, one module a chapter of the guide; each gives its pages by path."""
