"""The final search for secrets in the files of a run."""
