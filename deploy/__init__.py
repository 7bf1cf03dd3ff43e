"""Setting up, serving and provisioning: what stands around the product, on Linux, macOS and Windows."""
