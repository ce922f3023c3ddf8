"""What is shown on a screen; one file a view. They return renderables and know no options."""
