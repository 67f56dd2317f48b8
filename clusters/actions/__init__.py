"""What people do with a cluster's page: the only code that writes it. One module a concept."""
