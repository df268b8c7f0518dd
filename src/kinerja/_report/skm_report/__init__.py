"""The official report of a satisfaction survey: its chapters, and the same as a Word file."""
