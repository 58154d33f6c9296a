"""Lists that no element of HTML is: those that pages draw, and those that buttons open."""
