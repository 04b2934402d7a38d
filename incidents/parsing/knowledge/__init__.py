"""What the parser knows of the world, kept as files beside their loaders."""
