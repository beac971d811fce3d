import { request, type IncomingHttpHeaders } from "node:http";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

export interface Question {
  readonly port: number;
  readonly host: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly address?: string;
}

/** Asks the demo's server as a browser would that resolves `host` to the loopback. The path goes out as it is. */
export function askSite(question: Question): Promise<Answer> {
  const { port, host, path, method = question.form ? "POST" : "GET", address = "127.0.0.1" } = question;
  const headers = { ...question.headers, host: `${host}:${String(port)}` };
  return new Promise((resolve, reject) => {
    const asking = request({ host: address, port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.once("end", () => {
        const body = Buffer.concat(chunks);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body, text: body.toString("utf8") });
      });
    });
    asking.once("error", reject);
    asking.end(question.form ? new URLSearchParams(question.form).toString() : undefined);
  });
}

/** Signs in to a portal. @returns the header with the session's cookie */
export async function signInToPortal(
  port: number,
  site: "sonnenallee" | "nord",
  form: Readonly<Record<string, string>>,
): Promise<{ cookie: string }> {
  const answer = await askSite({ port, host: `${site}.localhost`, path: "/anmelden", form });
  const cookie = answer.headers["set-cookie"]?.[0]?.split(";")[0];
  if (answer.status !== 303 || cookie === undefined) throw new Error(`sign-in: ${String(answer.status)}`);
  return { cookie };
}
