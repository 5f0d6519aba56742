"""The pages in a browser: server, what each visitor has before them, engine worker, charts, panels."""
