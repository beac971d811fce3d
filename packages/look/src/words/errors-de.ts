/** What happened, what is kept, what to do. One entry for every error code. */
export const errorsDe = {
  aborted: { what: "Abgebrochen.", then: "Es wurde nichts gesendet." },
  "bad-credentials": {
    what: "Anmeldename oder Passwort stimmt nicht.",
    then: "Achten Sie auf Groß- und Kleinschreibung.",
  },
  "server-unreachable": {
    what: "Der Server Ihrer Praxis antwortet nicht.",
    then: "Nichts geht verloren. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.",
  },
  "not-matrix": {
    what: "Unter dieser Adresse antwortet kein Nachrichtenserver.",
    then: "Nichts geht verloren. Fragen Sie Ihre IT-Betreuung.",
  },
  "rate-limited": {
    what: "Der Server bremst.",
    then: "Nichts geht verloren. Warten Sie kurz und versuchen Sie es dann noch einmal.",
  },
  "token-revoked": {
    what: "Sie wurden abgemeldet.",
    then: "Nicht gesendete Nachrichten bleiben auf diesem Rechner. Melden Sie sich wieder an.",
  },
  "recovery-key-wrong": {
    what: "Dieser Schlüssel passt nicht.",
    then: "Vergleichen Sie die Gruppen mit Ihrem Ausdruck und geben Sie ihn noch einmal ein.",
  },
  "file-too-large": { what: "Die Datei ist zu groß für diesen Server.", then: "Senden Sie eine kleinere Fassung." },
  "upload-cut": {
    what: "Die Übertragung ist abgebrochen.",
    then: "Die Datei ist verschlüsselt auf diesem Rechner gesichert. Senden Sie sie noch einmal.",
  },
  "download-damaged": { what: "Beschädigt angekommen, nicht geöffnet.", then: "Laden Sie die Datei noch einmal." },
  "not-found": { what: "Nicht mehr vorhanden.", then: "Bitten Sie um erneutes Senden." },
  "not-a-member": {
    what: "Sie sind hier nicht mehr Mitglied.",
    then: "Ihr Text bleibt erhalten. Kopieren Sie ihn in eine andere Unterhaltung.",
  },
  forbidden: { what: "Der Server erlaubt das nicht.", then: "Ihr Text bleibt erhalten. Fragen Sie Ihre IT-Betreuung." },
  "not-encrypted": {
    what: "Diese Unterhaltung ist nicht sicher verschlüsselt.",
    then: "Es wurde nichts gesendet. Beginnen Sie eine neue Unterhaltung.",
  },
  "ticket-missing": {
    what: "Die Akte wurde nicht geprüft.",
    then: "Es wurde nichts gesendet, Ihr Text bleibt. Senden Sie noch einmal.",
  },
  "ticket-used": {
    what: "Die Akte wurde nicht neu geprüft.",
    then: "Es wurde nichts gesendet, Ihr Text bleibt. Senden Sie noch einmal.",
  },
  "ticket-expired": {
    what: "Die Prüfung der Akte hat zu lange gedauert.",
    then: "Es wurde nichts gesendet, Ihr Text bleibt. Senden Sie noch einmal.",
  },
  "wrong-patient": {
    what: "Diese Unterhaltung betrifft einen anderen Patienten als die geöffnete Akte.",
    then: "Es wurde nichts gesendet, Ihr Text bleibt. Öffnen Sie die passende Akte.",
  },
  "already-sent": { what: "Schon gesendet.", then: "Die Nachricht lässt sich nicht mehr zurückholen." },
  "disk-full": {
    what: "Der Speicher dieses Rechners ist voll.",
    then: "Es wurde nichts gesendet, Ihr Text steht noch im Feld. Schaffen Sie Platz und senden Sie noch einmal.",
  },
  "storage-blocked": {
    what: "Der Browser sperrt den Speicher für Konsil.",
    then: "Ohne ihn ist nichts sicher aufzubewahren. Erlauben Sie Websitedaten für diese Seite und laden Sie sie neu.",
  },
  "insecure-context": {
    what: "Diese Seite wird ohne sichere Verbindung geladen.",
    then: "Konsil verschlüsselt hier nichts und bleibt aus. Ihre IT-Betreuung muss die Seite über https anbieten.",
  },
  "worker-failed": { what: "Konsil konnte nicht starten.", then: "Nichts geht verloren. Laden Sie die Seite neu." },
  "reload-needed": { what: "Konsil wurde aktualisiert.", then: "Ihr Entwurf ist gesichert. Laden Sie die Seite neu." },
  "user-changed": {
    what: "Im Portal ist jetzt jemand anderes angemeldet.",
    then: "Nachrichten der vorigen Person bleiben verschlossen. Melden Sie sich an.",
  },
  "bad-request": { what: "Diese Aktion ist fehlgeschlagen.", then: "Nichts geht verloren. Laden Sie die Seite neu." },
  unknown: { what: "Etwas ist fehlgeschlagen.", then: "Nichts geht verloren. Versuchen Sie es noch einmal." },
} as const;
