"""What people do with makers' records: register, review, consent, join clusters. One module a concept."""
