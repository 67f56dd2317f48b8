"""What officers do in the field: follow leads, search places, note visits. One module a concept."""
