import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { TenantId } from "../patients/charts.ts";
import { staff, type StaffMember } from "../patients/staff.ts";

export interface PortalSession {
  readonly cookie: string;
  /** Names this session to the chat. Not the cookie: the page may know it. */
  readonly hostSession: string;
  readonly member: StaffMember;
  readonly tenant: TenantId;
}

const COOKIE = "portal";

/** Who is signed in to a portal, in memory. */
export class PortalSessions {
  readonly #site: StaffMember["site"];
  readonly #sessions = new Map<string, PortalSession>();

  constructor(site: StaffMember["site"]) {
    this.#site = site;
  }

  /** @returns undefined when name and password do not fit */
  signIn(user: string, password: string, tenant: TenantId): PortalSession | undefined {
    const member = staff.find((candidate) => candidate.site === this.#site && candidate.user === user.trim());
    if (member === undefined || !isSame(member.password, password)) return undefined;
    const session: PortalSession = {
      cookie: randomBytes(24).toString("base64url"),
      hostSession: randomBytes(12).toString("base64url"),
      member,
      tenant,
    };
    this.#sessions.set(session.cookie, session);
    return session;
  }

  of(request: IncomingMessage): PortalSession | undefined {
    const value = cookieOf(request, COOKIE);
    return value === undefined ? undefined : this.#sessions.get(value);
  }

  end(session: PortalSession): void {
    this.#sessions.delete(session.cookie);
  }
}

export const sessionCookie = (session: PortalSession): string =>
  `${COOKIE}=${session.cookie}; Path=/; HttpOnly; SameSite=Lax`;

export const endedCookie = `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;

export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const [key, value] = part.trim().split("=");
    if (key === name) return value;
  }
  return undefined;
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
