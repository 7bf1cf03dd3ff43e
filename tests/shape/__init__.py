"""Whether the project keeps its shape: who imports whom, what things are called, what may be written down."""
