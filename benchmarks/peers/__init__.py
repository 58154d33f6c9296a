"""The same forty walks by this product and by what a team would write otherwise."""
