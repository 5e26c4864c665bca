"""Notes, evaluative summaries, what they cover, and the judgements that rest on them."""
