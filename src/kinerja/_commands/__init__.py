"""The commands: files in, what was understood, what came out, files out."""
