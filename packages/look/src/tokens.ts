/**
 * Design tokens, prefix `--k-`: three themes by `data-theme`, more contrast on a dark ground by `data-contrast`, and the
 * sizes that all share. The frame page adopts them once; custom properties reach every shadow root.
 */
export const tokensCss = `
:root,
[data-theme="light"] {
  color-scheme: light;
  --k-canvas: #eff3f4;
  --k-sunken: #f6f9f9;
  --k-surface: #ffffff;
  --k-raised: #ffffff;
  --k-ink: #12252c;
  --k-ink-2: #3f555e;
  --k-ink-3: #566a72;
  --k-line: #d3dde0;
  --k-line-strong: #73868d;
  --k-accent: #0b5966;
  --k-rail-sure: #0b5966;
  --k-accent-hover: #08464f;
  --k-accent-press: #063840;
  --k-on-accent: #ffffff;
  --k-soft: #ddedef;
  --k-soft-line: #9cc4ca;
  --k-own: #dceef0;
  --k-own-line: #b4d5d9;
  --k-check: #b26a00;
  --k-check-ink: #6e4400;
  --k-check-bg: #fff3d6;
  --k-check-line: #e3bf78;
  --k-stop: #c2282d;
  --k-stop-ink: #931b1f;
  --k-stop-bg: #fcebea;
  --k-stop-line: #eab0ae;
  --k-on-stop: #ffffff;
  --k-done: #1f7a4d;
  --k-done-ink: #0f5b39;
  --k-done-bg: #e4f3ea;
  --k-focus: #1747c9;
  --k-scrim: rgb(10 26 32 / .44);
  --k-shadow-1: 0 1px 2px rgb(10 26 32 / .10);
  --k-shadow-2: 0 4px 16px rgb(10 26 32 / .16);
  --k-shadow-3: 0 1px 2px rgb(10 26 32 / .12), 0 12px 32px rgb(10 26 32 / .20);
}
[data-theme="dark"] {
  color-scheme: dark;
  --k-canvas: #0f181b;
  --k-sunken: #111c20;
  --k-surface: #162226;
  --k-raised: #1d2c31;
  --k-ink: #e6eef0;
  --k-ink-2: #b4c4ca;
  --k-ink-3: #96a9b0;
  --k-line: #2a3a40;
  --k-line-strong: #6c828a;
  --k-accent: #6bc4cf;
  --k-rail-sure: #4a9daa;
  --k-accent-hover: #8ad5de;
  --k-accent-press: #a9e2e9;
  --k-on-accent: #04242a;
  --k-soft: #143038;
  --k-soft-line: #2c6670;
  --k-own: #12373e;
  --k-own-line: #235a63;
  --k-check: #d9992b;
  --k-check-ink: #f3c76b;
  --k-check-bg: #30260f;
  --k-check-line: #6b5220;
  --k-stop: #f0665f;
  --k-stop-ink: #ffada6;
  --k-stop-bg: #381a19;
  --k-stop-line: #7c3a37;
  --k-on-stop: #2b0605;
  --k-done: #4fb983;
  --k-done-ink: #8fdbb0;
  --k-done-bg: #122d20;
  --k-focus: #a9c1ff;
  --k-scrim: rgb(0 0 0 / .60);
  --k-shadow-1: 0 1px 2px rgb(0 0 0 / .40);
  --k-shadow-2: 0 4px 16px rgb(0 0 0 / .50);
  --k-shadow-3: 0 1px 2px rgb(0 0 0 / .40), 0 12px 32px rgb(0 0 0 / .60);
}
[data-theme="contrast"] {
  color-scheme: light;
  --k-canvas: #ffffff;
  --k-sunken: #ffffff;
  --k-surface: #ffffff;
  --k-raised: #ffffff;
  --k-ink: #000000;
  --k-ink-2: #1a2429;
  --k-ink-3: #2b383e;
  --k-line: #000000;
  --k-line-strong: #000000;
  --k-accent: #003f4a;
  --k-rail-sure: #003f4a;
  --k-accent-hover: #00272e;
  --k-accent-press: #000000;
  --k-on-accent: #ffffff;
  --k-soft: #e3f2f4;
  --k-soft-line: #003f4a;
  --k-own: #e3f2f4;
  --k-own-line: #003f4a;
  --k-check: #7a4300;
  --k-check-ink: #4d2c00;
  --k-check-bg: #fff1cc;
  --k-check-line: #7a4300;
  --k-stop: #a30010;
  --k-stop-ink: #7a0008;
  --k-stop-bg: #ffe8e6;
  --k-stop-line: #a30010;
  --k-on-stop: #ffffff;
  --k-done: #00572f;
  --k-done-ink: #004225;
  --k-done-bg: #e2f5ea;
  --k-focus: #0022b8;
  --k-scrim: rgb(0 0 0 / .70);
  --k-shadow-1: none;
  --k-shadow-2: none;
  --k-shadow-3: none;
}
:root {
  --k-font: "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --k-mono: "Cascadia Mono", Consolas, ui-monospace, "SF Mono", "Liberation Mono", monospace;
  --k-text-meta: 400 .75rem/1rem var(--k-font);
  --k-text-small: 400 .8125rem/1.125rem var(--k-font);
  --k-text-body: 400 .875rem/1.25rem var(--k-font);
  --k-text-head: 600 1rem/1.375rem var(--k-font);
  --k-text-name: 600 1.25rem/1.625rem var(--k-font);
  --k-text-title: 600 1.375rem/1.75rem var(--k-font);
  --k-1: 2px; --k-2: 4px; --k-3: 8px; --k-4: 12px; --k-5: 16px; --k-6: 20px; --k-7: 24px; --k-8: 32px;
  --k-r-tag: 3px; --k-r-control: 6px; --k-r-card: 8px; --k-r-panel: 12px; --k-r-full: 999px;
  --k-rail: 6px; --k-rail-stop: 10px; --k-target-min: 24px; --k-target: 32px; --k-target-main: 36px;
  --k-line-width: 1px; --k-edge: 1.5px; --k-focus-width: 2px; --k-focus-gap: 2px;
  --k-t-press: 80ms; --k-t-state: 140ms; --k-t-panel: 200ms;
  --k-ease: cubic-bezier(.2, 0, 0, 1);
  --k-z-sticky: 1; --k-z-bar: 2; --k-z-drop: 3; --k-z-dialog: 4; --k-z-toast: 5; --k-z-lock: 6;
}
[data-theme="dark"][data-contrast="more"] {
  --k-canvas: #000000; --k-sunken: #000000; --k-surface: #0a1113; --k-raised: #0a1113;
  --k-ink: #ffffff; --k-ink-2: #e6eef0; --k-ink-3: #cddadd;
  --k-line: #9db1b8; --k-line-strong: #cddadd;
  --k-accent: #8ee0e9; --k-accent-hover: #b4edf3; --k-accent-press: #d7f6f9; --k-rail-sure: #8ee0e9;
  --k-soft-line: #8ee0e9; --k-own-line: #8ee0e9;
  --k-check: #ffc24d; --k-check-ink: #ffe0a3; --k-check-line: #ffc24d;
  --k-stop: #ff8a83; --k-stop-ink: #ffd2ce; --k-stop-line: #ff8a83;
  --k-done: #7fe0ac; --k-done-ink: #b5f0d0;
}
[data-theme="contrast"],
[data-contrast="more"] { --k-line-width: 2px; --k-edge: 2px; --k-focus-width: 3px; --k-rail: 8px; --k-rail-stop: 12px; }
@media (prefers-reduced-motion: reduce) {
  :root { --k-t-press: 0ms; --k-t-state: 0ms; --k-t-panel: 0ms; }
}
@media (forced-colors: active) {
  /* Twice, so that it outweighs the themes. */
  :root:root,
  [data-theme][data-theme] {
    --k-canvas: Canvas; --k-sunken: Canvas; --k-surface: Canvas; --k-raised: Canvas;
    --k-ink: CanvasText; --k-ink-2: CanvasText; --k-ink-3: CanvasText;
    --k-line: CanvasText; --k-line-strong: CanvasText;
    --k-accent: LinkText; --k-accent-hover: LinkText; --k-accent-press: LinkText; --k-on-accent: Canvas;
    --k-rail-sure: CanvasText; --k-soft: Canvas; --k-soft-line: CanvasText; --k-own: Canvas; --k-own-line: CanvasText;
    --k-check: CanvasText; --k-check-ink: CanvasText; --k-check-bg: Canvas; --k-check-line: CanvasText;
    --k-stop: CanvasText; --k-stop-ink: CanvasText; --k-stop-bg: Canvas; --k-stop-line: CanvasText; --k-on-stop: Canvas;
    --k-done: CanvasText; --k-done-ink: CanvasText; --k-done-bg: Canvas; --k-focus: Highlight;
    --k-shadow-1: none; --k-shadow-2: none; --k-shadow-3: none;
  }
}
`;
