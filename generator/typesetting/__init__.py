"""What paper formats need: fonts and their characters, column widths, typst."""
