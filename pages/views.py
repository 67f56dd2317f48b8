"""Pages that stand above the single apps."""
