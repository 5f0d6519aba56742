"""Children's social work in a local authority: families, their key workers, and the agencies around them."""
