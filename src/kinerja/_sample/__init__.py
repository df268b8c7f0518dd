"""The sample data: files, and the rooms that read them."""
