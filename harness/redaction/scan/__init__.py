"""The last gate: whether a secret can still be read in what a run keeps."""
