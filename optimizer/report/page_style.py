"""The look of the page, on screen and on paper. Every colour stands beside a word or a shape that says the same."""

from __future__ import annotations

STYLE = """
:root { --ink: #1c2b33; --dark: #1f4e5f; --line: #b8c4ca; --pale: #f1f4f5; }
* { box-sizing: border-box; }
html { scroll-padding-top: 3.4rem; }
body { margin: 0 auto; max-width: 78rem; padding: 0 1rem 4rem; color: var(--ink); background: #fff;
  font: 15px/1.4 "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 1.2rem 0 0; color: var(--dark); } h2 { margin: 2.2rem 0 .5rem; color: var(--dark);
  border-bottom: 2px solid var(--dark); } h3 { margin: 1.6rem 0 .2rem; }
a { color: #0b5394; } .about { margin: 0 0 .4rem; color: #4a5860; }
nav { position: sticky; top: 0; z-index: 1; margin: .8rem -1rem 0; padding: .6rem 1rem; background: var(--dark); }
nav a { margin-right: 1.4rem; color: #fff; font-weight: 600; }
.index { columns: 14rem; margin: .6rem 0; padding: 0; list-style: none; } .index li { break-inside: avoid; }
table { width: 100%; border-collapse: collapse; margin: .3rem 0 .6rem; }
caption { text-align: left; font-weight: 600; padding: .2rem 0; }
th, td { border: 1px solid var(--line); padding: .25rem .45rem; text-align: left; vertical-align: top; }
thead th { background: var(--dark); color: #fff; } tbody th { background: var(--pale); font-weight: 600; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
table.week { table-layout: fixed; } table.week thead th:first-child { width: 6rem; }
table.week td { font-size: .92em; } .entry + .entry { margin-top: .4rem; } .head { font-weight: 600; }
.under { display: block; color: #37464e; }
td.visit { background: #e3eef9; } td.session { background: #e4f1dd; } td.overleg { background: #ebe3f5; }
td.away { background: #ececec; color: #5c5c5c; font-style: italic; }
.lacks-note { margin: .2rem 0; padding: .3rem .6rem; background: #fde9d9; border-left: 4px solid #b4541a; }
.note { margin: .2rem 0; } .good { font-weight: 600; }
.wide { overflow-x: auto; } .map { width: 100%; max-width: 60rem; border: 1px solid var(--line); background: #fbfcfc; }
.map .area { fill: #dfe9ec; fill-opacity: .55; stroke: #7fa0ab; stroke-width: 1; stroke-dasharray: 5 3; }
.map .road { stroke: #4f7f9b; stroke-opacity: .55; } .map .served { fill: #1f4e5f; }
.map .lacks { fill: #fff; stroke: #b4541a; stroke-width: 2.5; }
.map .number { font-size: 9.5px; text-anchor: middle; fill: #1c2b33; }
.map .in-served { fill: #fff; }
.map .kring { font-size: 14px; font-weight: 700; fill: #1f4e5f; text-anchor: middle; paint-order: stroke;
  stroke: #fff; stroke-width: 4px; } .map a:focus .number, .map a:hover .number { font-weight: 700; }
:target { outline: 3px solid #e0a100; outline-offset: 4px; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  body { max-width: none; padding: 0; font-size: 10px; line-height: 1.25; }
  h3 { margin: .8rem 0 .1rem; font-size: 12px; } .lacks-note { padding: .1rem .4rem; } th, td { padding: .1rem .3rem; }
  nav, .index { display: none; } a { color: inherit;
  text-decoration: none; } article { break-inside: avoid; } h2 { break-before: page; } h2.first { break-before: auto; }
  thead { display: table-header-group; } tr { break-inside: avoid; } .map { max-width: 200mm; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""
