"""The store: versions, identities, rebuilding, history, backup, the desk."""
