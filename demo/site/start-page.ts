import type { IncomingMessage, ServerResponse } from "node:http";
import { readAccounts, type DemoAccount } from "../seed/accounts-file.ts";
import { html, type Html } from "./html.ts";
import type { SiteOrigins } from "./site-origins.ts";
import { serveFile } from "./serve-file.ts";
import { fileURLToPath } from "node:url";
import { startWords, type StartWords } from "./start-words.ts";

export interface StartPageOptions {
  readonly origins: SiteOrigins;
  readonly accountsFile?: string;
}

const STATIC = fileURLToPath(new URL("../portal/static", import.meta.url));
const FILES = new Set(["/portal.css", "/record.css", "/start.css", "/mark.svg"]);
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Lists addresses, accounts, passwords and recovery keys of the make-believe practices. Served to this computer only. */
export function createStartPage({ origins, accountsFile }: StartPageOptions) {
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> => {
    response.setHeader("Content-Security-Policy", POLICY);
    if (FILES.has(path)) return serveFile(request, response, STATIC, path.slice(1));
    const words = path === "/" ? startWords.de : path === "/en" ? startWords.en : undefined;
    if (words === undefined) return false;
    const saved = accountsFile === undefined ? undefined : await readAccounts(accountsFile);
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.end(page(words, origins, saved?.accounts ?? []));
    return true;
  };
}

function page(words: StartWords, origins: SiteOrigins, accounts: readonly DemoAccount[]): string {
  return html`<!doctype html>
    <html lang="${words.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Konsil</title>
        <link rel="stylesheet" href="/portal.css" />
        <link rel="stylesheet" href="/record.css" />
        <link rel="stylesheet" href="/start.css" />
        <link rel="icon" href="/mark.svg" type="image/svg+xml" />
      </head>
      <body class="signed-out">
        <header class="top">
          <span class="product">Konsil</span><span class="site">${words.subtitle}</span
          ><a class="language" href="${words.otherPath}" lang="${words.otherLocale}">${words.otherLanguage}</a>
        </header>
        <main class="start">
          <h1>${words.title}</h1>
          <ol>
            ${words.steps.map((step) => html`<li>${step}</li>`)}
          </ol>
          ${portal(
            words,
            "Praxis Sonnenallee",
            origins.sonnenallee,
            accounts.filter(({ site }) => site === "sonnenallee"),
          )}
          ${portal(
            words,
            "Klinikum Nord",
            origins.nord,
            accounts.filter(({ site }) => site === "nord"),
          )}
          <p class="remark">${words.remark}</p>
        </main>
      </body>
    </html> `.text;
}

function portal(words: StartWords, name: string, origin: string, accounts: readonly DemoAccount[]): Html {
  return html`<section class="card">
    <h2>${name}<a href="${origin}/">${origin.replace("http://", "")}</a></h2>
    ${accounts.length === 0 && html`<p class="empty">${words.noAccounts}</p>`}
    <table>
      <thead>
        <tr>
          <th scope="col">${words.name}</th>
          <th scope="col">${words.user}</th>
          <th scope="col">${words.password}</th>
          <th scope="col">${words.recoveryKey}</th>
        </tr>
      </thead>
      <tbody>
        ${accounts.map(
          (account) =>
            html`<tr>
              <td>${account.displayName}<small>${account.userId}</small></td>
              <td><code>${account.user}</code></td>
              <td><code>${account.password}</code></td>
              <td><code class="key">${account.recoveryKey}</code></td>
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`;
}
