"""What commands say of themselves: help, its language, and what is wrong with a call."""
