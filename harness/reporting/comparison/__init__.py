"""What came of a comparison, for people and for programs; each report only reads it."""
