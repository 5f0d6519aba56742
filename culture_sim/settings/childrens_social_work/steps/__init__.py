"""The steps of a week that children's services have beside the core's, a file a subject."""
