/**
 * Colours are custom properties, so that a page can give its own. The kinds of transitions also
 * differ by their lines: nothing is told by colour alone.
 */
export const stylesheet = `
.chart {
  --paper: #ffffff; --box: #ffffff; --group: #f4f6f9; --border: #7c8796; --ink: #17202b;
  --quiet: #4f5a69; --event: #1f5aa6; --always: #6a4fa3; --after: #8a5a00; --done: #22703f;
  --error: #b3261e;
  font: 11px Helvetica, Arial, 'Liberation Sans', sans-serif;
}
@media (prefers-color-scheme: dark) {
  .chart {
    --paper: #0f141a; --box: #1e2732; --group: #161d26; --border: #66727f; --ink: #e8edf3;
    --quiet: #a9b4c1; --event: #84b3f4; --always: #c3aef0; --after: #ecb75e; --done: #7ed09c;
    --error: #ff9d92;
  }
}
.paper { fill: var(--paper); }
.state rect { fill: var(--box); stroke: var(--border); stroke-width: 1.2; }
.state.compound > rect, .state.parallel > rect { fill: var(--group); }
.state.anywhere > rect { fill: none; stroke-dasharray: 5 4; }
.rule { stroke: var(--border); stroke-width: 0.7; opacity: 0.7; }
.dot { fill: var(--ink); }
text { fill: var(--quiet); }
.title, .trigger { fill: var(--ink); }
.title { font-size: 13px; font-weight: bold; }
.initial { --kind: var(--ink); }
.event { --kind: var(--event); }
.always { --kind: var(--always); }
.after { --kind: var(--after); }
.done { --kind: var(--done); }
.error { --kind: var(--error); }
.line { fill: none; stroke: var(--kind); stroke-width: 1.4; }
.head { fill: var(--kind); }
.label rect { fill: var(--paper); stroke: var(--kind); stroke-width: 0.8; }
.always .line { stroke-dasharray: 2 3; }
.after .line { stroke-dasharray: 9 4; }
.done .line { stroke-dasharray: 9 3 2 3; }
.error .line { stroke-dasharray: 9 3 2 3 2 3; }
`;
