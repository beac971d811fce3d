import type { ErrorWords } from "./words.ts";

export const errorsEn: ErrorWords = {
  aborted: { what: "Cancelled.", then: "Nothing was sent." },
  "bad-credentials": { what: "User name or password is wrong.", then: "Mind upper and lower case." },
  "server-unreachable": {
    what: "Your practice's server does not answer.",
    then: "Nothing is lost. Check the connection and try again.",
  },
  "not-matrix": { what: "No message server answers at this address.", then: "Nothing is lost. Ask your IT support." },
  "rate-limited": { what: "The server asks us to slow down.", then: "Nothing is lost. Wait a moment, then try again." },
  "token-revoked": {
    what: "You were signed out.",
    then: "Messages that were not sent stay on this computer. Sign in again.",
  },
  "recovery-key-wrong": {
    what: "This key does not fit.",
    then: "Compare the groups with your printout and enter it again.",
  },
  "file-too-large": { what: "The file is too large for this server.", then: "Send a smaller version." },
  "upload-cut": {
    what: "The transfer broke off.",
    then: "The file is kept encrypted on this computer. Send it again.",
  },
  "download-damaged": { what: "Arrived damaged, not opened.", then: "Load the file again." },
  "not-found": { what: "No longer there.", then: "Ask for it to be sent again." },
  "not-a-member": {
    what: "You are no longer a member here.",
    then: "Your text is kept. Copy it into another conversation.",
  },
  forbidden: { what: "The server does not allow this.", then: "Your text is kept. Ask your IT support." },
  "not-encrypted": {
    what: "This conversation is not safely encrypted.",
    then: "Nothing was sent. Begin a new conversation.",
  },
  "ticket-missing": {
    what: "The record was not checked.",
    then: "Nothing was sent, your text is kept. Send it again.",
  },
  "ticket-used": {
    what: "The record was not checked anew.",
    then: "Nothing was sent, your text is kept. Send it again.",
  },
  "ticket-expired": {
    what: "Checking the record took too long.",
    then: "Nothing was sent, your text is kept. Send it again.",
  },
  "wrong-patient": {
    what: "This conversation is about another patient than the open record.",
    then: "Nothing was sent, your text is kept. Open the matching record.",
  },
  "already-sent": { what: "Already sent.", then: "The message can no longer be taken back." },
  "disk-full": {
    what: "The storage of this computer is full.",
    then: "Nothing was sent, your text is still in the field. Free some space and send it again.",
  },
  "storage-blocked": {
    what: "The browser blocks Konsil's storage.",
    then: "Without it nothing can be kept safely. Allow site data for this page and reload it.",
  },
  "insecure-context": {
    what: "This page is loaded without a secure connection.",
    then: "Konsil cannot encrypt here and stays off. Your IT support has to serve the page over https.",
  },
  "worker-failed": { what: "Konsil could not start.", then: "Nothing is lost. Reload the page." },
  "reload-needed": { what: "Konsil was updated.", then: "Your draft is kept. Reload the page." },
  "user-changed": {
    what: "Somebody else is signed in to the portal now.",
    then: "Messages of the previous person stay closed. Sign in.",
  },
  "bad-request": { what: "This action failed.", then: "Nothing is lost. Reload the page." },
  unknown: { what: "Something failed.", then: "Nothing is lost. Try again." },
};
