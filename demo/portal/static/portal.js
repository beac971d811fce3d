// The portal's own script. What the page knows about the open record, and rows of findings that can be dragged.
"use strict";

const Praxisportal = (() => {
  let patient;

  /** The record this page shows, or null. Read from the page's own model, each time anew. */
  function openPatient() {
    if (patient === undefined) patient = JSON.parse(document.getElementById("open-patient").textContent);
    return patient;
  }

  /** For the single-page variant: another record is shown from now on. */
  function showPatient(next) {
    patient = next;
  }

  return Object.freeze({ openPatient, showPatient });
})();

document.addEventListener("dragstart", (event) => {
  const row = event.target instanceof HTMLTableRowElement ? event.target : null;
  if (row === null || row.dataset.file === undefined) return;
  event.dataTransfer.effectAllowed = "copy";
  event.dataTransfer.setData("text/uri-list", new URL(row.dataset.file, location.href).href);
});
