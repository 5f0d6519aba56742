"""Children's social work, slowly and plainly: what the engine is held to."""
