"""IP ASN: tables of points, and who attended what."""
