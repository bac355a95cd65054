"""Corrected documents: a finding's `fix` carried out in the file's own form, with everything else left as it is."""
