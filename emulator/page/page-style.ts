/** Colours for light and dark, by what the reader's system prefers; contrast of all text is 4.5 to 1 or more. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fff, #16191d);
  --panel: light-dark(#f4f5f7, #20252b);
  --text: light-dark(#1b1f24, #e6e9ec);
  --quiet: light-dark(#57606a, #a8b1bb);
  --line: light-dark(#d0d7de, #3a424b);
  --declared: light-dark(#8c959f, #7d8793);
  --actual: light-dark(#0b66c3, #58a6ff);
  --good: light-dark(#116329, #56d364);
  --bad: light-dark(#b3261e, #ff8e87);
  --busy: light-dark(#8a5300, #e3b341);
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 0; }
header p, .facts { color: var(--quiet); margin: 0.2rem 0 0.6rem; }
.facts span::before { content: " · "; white-space: pre; }
article { background: var(--panel); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.8rem 1rem; margin: 0.6rem 0; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.25rem 0.8rem 0.25rem 0; font-weight: normal; }
thead th { color: var(--quiet); font-size: 0.85rem; border-bottom: 1px solid var(--line); }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.bars { width: 12rem; max-width: 60%; height: 0.9rem; vertical-align: middle; margin-right: 0.6rem; }
.track { fill: var(--line); opacity: 0.4; }
.declared { fill: var(--declared); }
.actual { fill: var(--actual); }
.state { font-size: 0.8rem; border: 1px solid currentcolor; border-radius: 1rem; padding: 0 0.6rem; margin-left: 0.4rem; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.busy { color: var(--busy); }
.limits { margin: 0.5rem 0 0; padding-left: 1.2rem; }
#shown { display: flex; flex-wrap: wrap; align-items: end; gap: 0.6rem; max-width: none; }
form { display: grid; gap: 0.6rem; max-width: 48rem; }
label { display: grid; gap: 0.2rem; }
fieldset { display: flex; gap: 1.2rem; border: 1px solid var(--line); border-radius: 0.4rem; }
fieldset label { display: flex; align-items: center; gap: 0.4rem; }
select, textarea, input[type="search"], button { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--declared); border-radius: 0.4rem; padding: 0.4rem 0.7rem; }
button[type="submit"] { background: var(--actual); color: light-dark(#fff, #0b1116); border-color: var(--actual); }
button:disabled { opacity: 0.5; }
:focus-visible { outline: 3px solid var(--actual); outline-offset: 2px; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.8rem; min-height: 3rem; max-height: 28rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
`;
