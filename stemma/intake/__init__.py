"""The doors: files, folders, archives, feeds and pages of the web become captures."""
