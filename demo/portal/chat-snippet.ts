import { scriptJson, trusted, type Html } from "../site/html.ts";
import type { View } from "./view.ts";

/** All that a portal has to put into its pages: what an integrator copies, as it stands in the source of the page. */
export function chatSnippet({ session, chat, nonce, locale }: View): Html {
  if (session === undefined) return trusted("");
  const json = (value: string): string => scriptJson(value).text;
  return trusted(`
<!-- Konsil -->
<script src="/konsil/konsil.js" async></script>
<konsil-chat></konsil-chat>
<script nonce="${nonce}">
  (window.Konsil ||= []).push(["boot", {
    chat: ${json(chat)}, tenant: ${json(session.tenant)},
    user: ${json(session.member.user)}, hostSession: ${json(session.hostSession)},
    readPatient: () => Praxisportal.openPatient(), locale: ${json(locale)}, pushPage: true,
  }]);
</script>
`);
}

/** On the page after signing out: the chat signs off with the portal. */
export function shutdownSnippet({ nonce, chat }: View, tenant: string): Html {
  return trusted(`
<script src="/konsil/konsil.js" async></script>
<script nonce="${nonce}">
  (window.Konsil ||= []).push(["shutdown", { chat: ${scriptJson(chat).text}, tenant: ${scriptJson(tenant).text} }]);
</script>
`);
}
