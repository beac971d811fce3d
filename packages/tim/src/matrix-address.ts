import { asUserId, serverOf, type UserId } from "@konsil/protocol";

/** CS API, appendix "User Identifiers": at most 255 bytes with sigil and server. */
const MAX_BYTES = 255;
/** Historical localparts may hold any printable ASCII but the colon; capitals and more are still met. */
const LOCALPART = /^[!-9;-~]+$/;
/** CS API, appendix "Server Name": DNS name, IPv4 or IPv6 in brackets, with a port. */
const SERVER = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/**
 * Reads the forms in which the address of a person is written down: an MXID, a Matrix URI (`matrix:u/…`, older
 * `matrix:user/…`), and both as the cards of the TI-Messenger print them (`IMPP:matrix://@…`).
 * @returns undefined for anything else, also for an address without a server
 */
export function parseMatrixAddress(text: string): UserId | undefined {
  const written = text.trim().replace(/^IMPP(?:;[^:]*)?:/i, "");
  if (written.startsWith("@")) return userIdOf(written.slice(1));
  const uri = /^matrix:(?:\/\/)?(?:u\/|user\/|@)([^?#/]+)/i.exec(written);
  const address = uri?.[1] === undefined ? undefined : decoded(uri[1]);
  return address === undefined ? undefined : userIdOf(address);
}

/** The form that is written: `matrix:u/localpart:server` (Matrix URI scheme, RFC 3986 escapes). */
export function matrixAddressOf(userId: UserId): string {
  const server = serverOf(userId);
  const localpart = userId.slice(1, userId.length - server.length - 1);
  return `matrix:u/${encodeURIComponent(localpart)}:${server}`;
}

function userIdOf(address: string): UserId | undefined {
  const colon = address.indexOf(":");
  const [localpart, server] = [address.slice(0, colon), address.slice(colon + 1)];
  const isAddress = colon > 0 && LOCALPART.test(localpart) && SERVER.test(server);
  // "@" and ":" are no part of either, so bytes are characters here.
  return isAddress && address.length < MAX_BYTES ? asUserId(`@${address}`) : undefined;
}

/** Once, never twice: a localpart may itself hold a per cent sign. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
