"""The bundled scenarios: the documented paths, one module a subject."""
