"""An office's workbook in a notebook: read, scored, explained, drawn and written back."""

# The signatures of cells are marimo's own and have no types: what they hold is not checked.
# mypy: disable-error-code="no-untyped-def, no-untyped-call"
# pyright: basic

import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="An office's workbook")

with app.setup:
    from pathlib import Path

    import marimo as mo

    from kinerja import Scorecard, explain, plotting, score, sheets
    from kinerja.scoring import sensitivity

    DATA = Path(__file__).parent.parent / "data"


@app.cell
def _():
    mo.md("""
    # An office's workbook

    The file is read as the office keeps it. To begin with your own, change the two paths below, and `NIP` to the heading of your column of ids. The people here are made up.
    """)
    return


@app.cell
def _():
    sheet = sheets.read(DATA / "rekap_kinerja.xlsx", ids="NIP")
    card = Scorecard.load(DATA / "kartu_kinerja.xlsx")
    return card, sheet


@app.cell
def _(sheet):
    mo.vstack(
        [
            mo.md("## What was repaired while reading"),
            mo.ui.table(
                [{"place": n.place, "found": n.found, "done": n.done} for n in sheet.notes]
            ),
        ]
    )
    return


@app.cell
def _(card):
    mo.vstack([mo.md("## What is measured, and how much it counts"), mo.plain_text(str(card))])
    return


@app.cell
def _():
    policy = mo.ui.dropdown(
        {
            "the other indicators share its weight": "reweight",
            "no total": "propagate",
        },
        value="the other indicators share its weight",
        label="Where a value is missing:",
    )
    mo.vstack([mo.md("## Scores"), policy])
    return (policy,)


@app.cell
def _(card, policy, sheet):
    scores = score(card, sheet, ids="NIP", missing=policy.value)
    mo.ui.table(scores.to_records())
    return (scores,)


@app.cell
def _(scores):
    grades = plotting.grades(scores)
    mo.vstack([mo.md("How many people have each grade."), grades])
    return


@app.cell
def _(scores):
    person = mo.ui.dropdown(list(scores.ids), value=scores.ids[1], label="Whose score:")
    words = "The text is in Indonesian, as the person it is about will read it."
    mo.vstack([mo.md(f"## One score explained\n\n{words}"), person])
    return (person,)


@app.cell
def _(person, scores):
    explanation = explain(scores, person.value, language="id")
    mo.vstack([mo.plain_text(explanation.text), plotting.contributions(explanation, language="id")])
    return (explanation,)


@app.cell
def _():
    mo.md("""
    ## How much hangs on the weights

    Whoever set the weights might have set them a little differently. Each weight is varied by a fifth, two thousand times: the picture shows the ranks that each person then has.
    """)
    return


@app.cell
def _(card, sheet):
    ranks = sensitivity(card, sheet, ids="NIP", missing="reweight", draws=2_000, rng=1)
    plotting.ranks(ranks)
    return (ranks,)


@app.cell
def _():
    save = mo.ui.run_button(label="Write nilai.xlsx")
    mo.vstack([mo.md("## Write it back"), save])
    return (save,)


@app.cell
def _(save, scores):
    mo.stop(not save.value)
    sheets.write("nilai.xlsx", {"Nilai": scores}, language="id")
    mo.md("Written: `nilai.xlsx`")
    return


if __name__ == "__main__":
    app.run()
