## The workspace

workspace = Workspace
