// The single-page variant: records change without a page load, the way many portals do it.
"use strict";

const record = document.getElementById("record");
const links = [...document.querySelectorAll(".records a[data-number]")];
let shown = null;
let asked = 0;

/** `/app/akte/<number>[/<tab>]` */
function readRoute() {
  const [, number, tab] = /^\/app\/akte\/([^/]+)(?:\/([^/]+))?/.exec(location.pathname) ?? [];
  return number === undefined ? null : { number: decodeURIComponent(number), tab: tab ?? "overview" };
}

/** Loads and shows a record, or none; `announce` tells the chat that another one is open. */
async function show(route, announce) {
  const ask = ++asked;
  const answer = route === null ? null : await load(route);
  // A slower answer for an earlier click is not shown.
  if (ask !== asked) return;
  render(answer);
  const number = answer === null ? null : answer.patient.number;
  for (const link of links) {
    if (link.dataset.number === number) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const isOther = number !== shown;
  shown = number;
  if (isOther && announce) (window.Konsil ||= []).push(["setPatient"]);
}

async function load({ number, tab }) {
  const answer = await fetch(`/api/akten/${encodeURIComponent(number)}/${tab}`);
  return answer.ok ? answer.json() : null;
}

/** Model and page change in one step. */
function render(answer) {
  Praxisportal.showPatient(answer === null ? null : answer.patient);
  if (answer === null) {
    const empty = document.createElement("h1");
    empty.className = "empty";
    empty.textContent = document.querySelector(".app").dataset.empty;
    record.replaceChildren(empty);
    return;
  }
  const parsed = new DOMParser().parseFromString(answer.html, "text/html");
  record.replaceChildren(...parsed.body.childNodes);
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="/app/akte/"]') : null;
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  void show(readRoute(), true);
});

document.getElementById("close-record").addEventListener("click", () => {
  history.pushState(null, "", "/app/");
  void show(readRoute(), true);
});

// A portal that forgets to say so, not even its address changes: what the guard of the chat is for.
document.getElementById("switch-silently").addEventListener("click", () => {
  const index = links.findIndex((link) => link.dataset.number === shown);
  const next = links[(index + 1) % links.length];
  void show({ number: next.dataset.number, tab: "overview" }, false);
});

addEventListener("popstate", () => void show(readRoute(), true));
void show(readRoute(), true);
