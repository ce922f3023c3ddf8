"""The stages of the week's objective, one definition a file: each adds up a plan, none optimises."""
