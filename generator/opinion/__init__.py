"""What `banshi lint` found, as papers for offices: a page to read and print, a review opinion to sign and file."""
