"""What two crawls do not have in common."""
