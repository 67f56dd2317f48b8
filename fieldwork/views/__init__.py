"""The officers' pages, made for a phone in the market and for a PC in the office. One module a concept."""
