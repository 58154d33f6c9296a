"""The documented paths, one module a chapter of the flow; each reads like the guide."""
