"""What the tests of pictures count and read."""

from __future__ import annotations


def marks(fig, kind):
    """Artists of a figure that stand for data of one kind."""
    return [artist for artist in fig.findobj() if (artist.get_gid() or "").startswith(kind)]


def words_of(fig):
    """All words in a figure."""
    from matplotlib.text import Text

    return {text.get_text() for text in fig.findobj(Text) if text.get_text()}
