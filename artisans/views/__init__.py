"""Pages about makers: for the public, and for those who join clusters and decide."""
