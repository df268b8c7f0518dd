"""What the tests of pictures count and read."""

from __future__ import annotations


def marks(fig, kind):
    """Artists of a figure that stand for data of one kind."""
    return [artist for artist in fig.findobj() if (artist.get_gid() or "").startswith(kind)]


def words_of(fig):
    """All words in a figure."""
    from matplotlib.text import Text

    return {text.get_text() for text in fig.findobj(Text) if text.get_text()}


def rows_of(fig):
    """Names along the rows, from row 0 on."""
    return [text.get_text() for text in fig.axes[0].get_yticklabels()]


def legend_of(fig):
    """What the legend says, from its first entry on."""
    legend = fig.axes[0].get_legend()
    return [text.get_text() for text in legend.get_texts()] if legend else []


def inside(fig):
    """Words inside the axes with the place where they stand: words, x, y, side and colour."""
    return [
        (text.get_text().replace("\u00a0", " "), *map(float, text.get_position()), text.get_ha(),
         text.get_color())
        for text in fig.axes[0].texts
    ]  # fmt: skip
