/**
 * Emits the frame's page. No inline script and no style: its content security policy needs no exception. Paths are
 * relative, because the page is served once per tenant.
 */
export function framePage(entryName) {
  return {
    name: "frame-page",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === entryName);
      if (!entry) this.error(`no entry ${entryName}`);
      const preloads = entry.imports.map((file) => `    <link rel="modulepreload" href="${file}" />\n`).join("");
      const source = `<!doctype html>
<html lang="de" translate="no">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <title>Konsil</title>
    <link rel="preload" href="config.json" as="fetch" crossorigin />
${preloads}    <script type="module" src="${entry.fileName}"></script>
  </head>
  <body></body>
</html>
`;
      this.emitFile({ type: "asset", fileName: "frame.html", source });
    },
  };
}
