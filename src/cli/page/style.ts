/** How the page looks: by the reader's own choice light or dark, one column on a phone, white on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --card: #f6f7f9; --line: #d5d9de; --ink: #1b2027; --soft: #4c5661;
  --a: #1d5fb8; --b: #7aa7dc; --c: #c3d3e6; --good: #1a7f4b; --bad: #b3371e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #101418; --card: #181e24; --line: #333c46; --ink: #e8ecf0; --soft: #a6b1bd;
    --a: #6fb0ff; --b: #3f77b8; --c: #2c4563; --good: #4cc38a; --bad: #ff8f73;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1.25rem 1rem 3rem; max-width: 76rem; }
header { margin: 0 0 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 0 0 .25rem; }
p { margin: 0 0 .75rem; max-width: 65ch; }
.soft { color: var(--soft); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1rem 0 0; padding: 0; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; }
.figures dt { color: var(--soft); font-size: .85rem; }
.figures dd { margin: 0; font-size: 1.4rem; font-weight: 600; font-variant-numeric: tabular-nums; }
main { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; min-width: 0; }
section.wide { grid-column: 1 / -1; }
.beside { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 2rem; }
.open caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
h3 { font-size: .9rem; margin: .75rem 0 0; }
.chart { min-height: 1rem; margin: .25rem 0; overflow: hidden; color: var(--ink); }
.chart svg { display: block; max-width: 100%; height: auto; overflow: visible; background: none; }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .25rem 0; padding: 0; list-style: none; font-size: .85rem; color: var(--soft); }
.key li::before { content: ""; display: inline-block; width: .8em; height: .8em; margin-right: .4em; border-radius: 2px; background: var(--of); vertical-align: -1px; }
details { margin: .5rem 0 0; }
summary { cursor: pointer; color: var(--a); padding: .25rem 0; }
.scroll { overflow-x: auto; max-width: 100%; }
.scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--a); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
caption { text-align: left; color: var(--soft); padding: 0 0 .25rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); white-space: nowrap; }
tbody th { max-width: 26rem; min-width: 7rem; overflow-wrap: anywhere; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
footer { margin: 1.5rem 0 0; font-size: .85rem; color: var(--soft); }
@media (max-width: 56rem) { main, .beside { grid-template-columns: minmax(0, 1fr); } }
@media print {
  :root { --paper: #fff; --card: #fff; --line: #bbb; --ink: #000; --soft: #333; --a: #1d5fb8; --b: #7aa7dc; --c: #c3d3e6; --good: #1a7f4b; --bad: #b3371e; }
  html { font-size: 11px; }
  body { padding: 0; max-width: none; }
  main { display: block; }
  section { break-inside: avoid; margin: 0 0 .75rem; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  summary { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .scroll { overflow: visible; }
}
`
