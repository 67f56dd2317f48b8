"""Pages on which buyers ask, and makers and clusters answer."""
