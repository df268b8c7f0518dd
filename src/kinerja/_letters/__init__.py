"""How a letter is answered, and sentences that an agency puts in place of those of the library."""

from __future__ import annotations

from .reply import Reply, closing_of, read_reply
from .templates import Templates, layered, sentences_of

__all__ = ["Reply", "Templates", "closing_of", "layered", "read_reply", "sentences_of"]
