"""From mark-up to an outline: the parsed document in reading order."""
