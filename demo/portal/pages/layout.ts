import { html, scriptJson, type Html } from "../../site/html.ts";
import type { ChartPatient } from "../../patients/chart.ts";
import { chatSnippet } from "../chat-snippet.ts";
import { icon } from "../icon.ts";
import type { View } from "../view.ts";

export interface PageParts {
  readonly title: string;
  readonly area: "patients" | "record" | "app" | "none";
  readonly main: Html;
  /** Whose record this page shows; the chat asks for it. */
  readonly patient?: ChartPatient | null;
  /** Number of the record that the area "Akte" leads to. */
  readonly recordNumber?: string;
  /** Instead of the chat's snippet. */
  readonly end?: Html;
  readonly script?: "/static/app.js";
}

/** The whole document. */
export function layout(view: View, parts: PageParts): string {
  const { words, session } = view;
  return html`<!doctype html>
    <html lang="${view.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${parts.title} · ${words.product}</title>
        <link rel="stylesheet" href="/static/portal.css" />
        <link rel="stylesheet" href="/static/record.css" />
        <link rel="icon" href="/static/mark.svg" type="image/svg+xml" />
        <script src="/static/portal.js"></script>
        ${parts.script && html`<script src="${parts.script}" defer></script>`}
        <script type="application/json" id="open-patient">
          ${scriptJson(parts.patient ?? null)}
        </script>
      </head>
      <body class="${session ? "signed-in" : "signed-out"}">
        ${topBar(view)} ${session && areas(view, parts)}
        <main id="main">${parts.main}</main>
        ${parts.end ?? chatSnippet(view)}
      </body>
    </html> `.text;
}

function topBar(view: View): Html {
  const { words, session, locale } = view;
  const other = locale === "de" ? "en" : "de";
  return html`<header class="top">
    <a class="product" href="/">${words.product}</a><span class="site">${view.siteName}</span>
    ${session && searchForm(view)}
    <a class="language" href="/sprache/${other}?zu=${encodeURIComponent(view.path)}" lang="${other}" hreflang="${other}"
      >${words.language}</a
    >
    ${session && account(view)}
  </header>`;
}

function searchForm({ words, path }: View): Html {
  const term = new URL(path, "http://localhost").searchParams.get("q") ?? "";
  return html`<form class="search" action="/patienten" role="search">
    ${icon("search")}<input
      type="search"
      name="q"
      value="${term}"
      placeholder="${words.searchHint}"
      aria-label="${words.searchHint}"
    />
  </form>`;
}

function account({ words, session }: View): Html {
  const name = session?.member.displayName ?? "";
  const initials = name
    .split(", ")
    .map((part) => part.at(0))
    .reverse()
    .join("");
  return html`<details class="account">
    <summary><span class="who">${name}</span><span class="initials" aria-hidden="true">${initials}</span></summary>
    <div class="menu">
      <form method="post" action="/abmelden"><button>${icon("log-out")}${words.signOut}</button></form>
      <form method="post" action="/abmelden/ohne-skript"><button>${words.signOutPlain}</button></form>
    </div>
  </details>`;
}

function areas({ words }: View, parts: PageParts): Html {
  const entries = [
    ["patients", "/patienten", "users", words.patients],
    ...(parts.recordNumber === undefined
      ? []
      : [["record", `/akte/${encodeURIComponent(parts.recordNumber)}`, "file-text", words.record] as const]),
    ["app", "/app/", "app-window", words.singlePage],
  ] as const;
  return html`<nav class="areas" aria-label="${words.areas}">
    ${entries.map(
      ([id, href, sign, label]) =>
        html`<a href="${href}" ${parts.area === id && html` aria-current="page"`}>${icon(sign)}${label}</a> `,
    )}
  </nav>`;
}
