"""The template of a page, its style and its script; `compose` puts a page together."""
