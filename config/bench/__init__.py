"""How fast the product is on an inspection as large as the real one, in a database of the bench's own."""
