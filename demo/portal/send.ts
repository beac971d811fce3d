import type { ServerResponse } from "node:http";

/** Each answers the request and says so. */
export function sendHtml(response: ServerResponse, text: string, status = 200): true {
  response.statusCode = status;
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.end(text);
  return true;
}

export function sendJson(response: ServerResponse, value: unknown): true {
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(JSON.stringify(value));
  return true;
}

export function redirect(response: ServerResponse, path: string): true {
  response.statusCode = 303;
  response.setHeader("Location", path);
  response.end();
  return true;
}
