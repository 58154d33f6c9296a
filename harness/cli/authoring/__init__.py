"""The commands for those who write a suite."""
