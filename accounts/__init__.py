"""People and posts, the access table, sign-in, the record of who did what, and the product's clock."""
