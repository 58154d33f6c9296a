"""What differs between two portals, a module for each subject."""
