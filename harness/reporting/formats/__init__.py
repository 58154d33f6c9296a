"""A run on a terminal, as Markdown, and in the formats of CI servers."""
