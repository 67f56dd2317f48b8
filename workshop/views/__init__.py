"""The maker's own pages, which an officer may use for a maker too. One module a concept."""
