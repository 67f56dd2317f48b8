"""Pages about makers: for the public, for officers in the field, and for those who join clusters and decide."""
