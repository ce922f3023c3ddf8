"""An open catalogue: families of seeded instances, their hashes, and what is best known of each."""
