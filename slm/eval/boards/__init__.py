"""List the boards: what is asked, of which memories, and what counts as found."""
