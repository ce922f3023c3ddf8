"""The `kringplan` command: one file a command, thin over the optimizer."""
