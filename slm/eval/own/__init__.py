"""Ask the user's own history: which session made this commit, changed this file, has this title."""
