"""Pictures of results: a canvas that every picture is drawn on, and a module a subject."""
