"""What the search is measured against: other ways to the same answer, on the same data."""
