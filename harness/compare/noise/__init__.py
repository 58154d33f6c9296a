"""What varies by itself from run to run, and is no difference."""
