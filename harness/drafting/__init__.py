"""From a document to a guide: each of its lines becomes a proposed statement, or an exclusion."""
