"""``kinerja template``: an empty sheet with its headings, and one that explains them."""

from __future__ import annotations

import argparse
from pathlib import Path

from .._sheets.write import write_file
from .._words import words
from ..schemes import skm
from .answer import Answer

Columns = tuple[tuple[str, str, str, object], ...]
"""Heading, meaning in English and in Indonesian, example."""

TEMPLATES: dict[str, Columns] = {
    "skm": (
        ("unit", "unit of service", "unit layanan", "Puskesmas A"),
        *((code, f"{text.en}, 1 to 4", f"{text.id}, 1 sampai 4", 3) for code, text in skm.ITEMS["2017"].items()),
    ),
    "staff": (
        ("id", "employee number, as text", "NIP, sebagai teks", "198501012010011001"),
        ("unit", "where the person works", "unit kerja", "Dinas A"),
        ("job", "present job", "jabatan saat ini", "analis"),
        ("months_in_post", "months in the present post", "lama menjabat dalam bulan", 30),
        ("movable", "yes or no", "ya atau tidak dapat dimutasi", "yes"),
        ("also_qualified", "other jobs whose requirements are met, parted by commas", "jabatan lain yang syaratnya dipenuhi, dipisahkan koma", ""),
    ),
    "need": (
        ("unit", "unit", "unit kerja", "Dinas A"),
        ("analis", "need in persons: one column for each job", "kebutuhan pegawai: satu kolom untuk setiap jabatan", 4.5),
        ("operator", "need in persons", "kebutuhan pegawai", 2),
    ),
    "tasks": (
        ("unit", "unit", "unit kerja", "Dinas A"),
        ("job", "job that does the task", "jabatan yang mengerjakan", "analis"),
        ("task", "the task", "tugas", "verifikasi berkas"),
        ("volume", "pieces in a year", "volume kerja setahun", 1200),
        ("minutes", "minutes for one piece", "menit untuk satu hasil kerja", 45),
    ),
    "levels": (
        ("id", "employee number, as text", "NIP, sebagai teks", "198501012010011001"),
        ("post", "present post, as in the table of posts", "jabatan, seperti pada tabel jabatan", "analis"),
        ("integrity", "level reached: one column for each competency", "tingkat yang dicapai: satu kolom untuk setiap kompetensi", 3),
        ("teamwork", "level reached", "tingkat yang dicapai", 4),
    ),
}  # fmt: skip


def write(kind: str, path: Path, answer: Answer) -> None:
    """Write one template with its headings and an explanation."""
    columns = TEMPLATES[kind]
    said = words(answer.language).commands
    own = [row[2] if answer.language == "id" else row[1] for row in columns]
    explained = {
        said.column: [row[0] for row in columns],
        said.meaning: own,
        said.example: [str(row[3]) for row in columns],
    }
    tables: dict[str, object] = {kind: {row[0]: [] for row in columns}}
    if path.suffix.lower() == ".xlsx":
        tables[said.meaning[:31]] = explained
    write_file(path, tables, language=answer.language)


def run(options: argparse.Namespace, answer: Answer) -> None:
    """Write a template."""
    write(options.kind, options.output, answer)
    answer.written.append(options.output)
    answer.understood.append(answer.said.explained)
