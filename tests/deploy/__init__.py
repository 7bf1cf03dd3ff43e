"""Setting up, serving and provisioning, tried on machines that lack this or that."""
