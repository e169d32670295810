"""The two benchmark indicators told in depth: getting electricity, trading across borders."""
