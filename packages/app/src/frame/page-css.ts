/** The frame's own page: nothing but the panel. */
export const pageCss = `
html, body { margin: 0; height: 100%; overflow: hidden; background: var(--k-canvas); color: var(--k-ink); }
body { font: var(--k-text-body); font-variant-numeric: tabular-nums; -webkit-font-smoothing: antialiased; }
@media print { html, body { height: auto; overflow: visible; } }
`;
