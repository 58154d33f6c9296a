"""What depends on no portal: errors, text, addresses, files, the terminal, time and processes."""
