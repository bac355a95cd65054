"""What `banshi explain` says about each kind of thing in the rule base."""
