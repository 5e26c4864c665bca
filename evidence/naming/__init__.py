"""Finding what may be a person's name in a text: by the list of children and by what stands around a word. Pure."""

from evidence.naming.finding import Mark, marks

__all__ = ["Mark", "marks"]
