import { expect } from "@open-wc/testing";
import { adaeze, hohenstein } from "../fixtures/conversation-people.ts";
import { conversation } from "../fixtures/conversation.ts";
import { at, message, notice, own } from "../fixtures/conversation-rows.ts";
import { planRows } from "./plan-rows.ts";
import { ReadMarker } from "./read-marker.ts";

describe("plan of the rows", () => {
  it("[T4] groups messages of one sender within 5 minutes", () => {
    const plan = planRows(
      [
        message({ at: at(8, 0) }),
        message({ at: at(8, 5) }),
        message({ at: at(8, 11) }),
        message({ at: at(8, 12), sender: hohenstein }),
        notice({ about: "joined", person: adaeze, by: null }, at(8, 12)),
        message({ at: at(8, 13), sender: hohenstein }),
      ],
      null,
    );
    expect(plan.map((planned) => planned.first)).to.deep.equal([true, false, true, true, true, true]);
  });

  it("[T5] puts a divider above the first row of each day, and begins a group there", () => {
    const plan = planRows([message({ at: at(23, 59, 1) }), message({ at: at(0, 1) }), message({ at: at(0, 2) })], null);
    expect(plan.map((planned) => planned.day)).to.deep.equal(["2026-11-23", "2026-11-24", null]);
    expect(plan.map((planned) => planned.first)).to.deep.equal([true, true, false]);
  });

  it("[T6] marks only the newest own message that has left", () => {
    const plan = planRows([own({ at: "sent" }), own({ at: "sent" }), message(), own({ at: "queued" })], null);
    expect(plan.map((planned) => planned.newestSent)).to.deep.equal([false, true, false, false]);
  });

  it("[T7] keeps the unread marker until the conversation is left", () => {
    const marker = new ReadMarker();
    const read = message();
    const rows = [read, message(), message()];
    const unread = conversation({ unreadAfter: read.key, unread: { count: 2, atLeast: false } });
    expect(marker.of(unread, rows)).to.deep.equal({ after: read.key, count: 2 });
    expect(marker.of(conversation(), rows)).to.deep.equal({ after: read.key, count: 2 });
    expect(planRows(rows, marker.of(conversation(), rows)).map((planned) => planned.unread)).to.deep.equal([0, 2, 0]);
    expect(marker.of(conversation({ ...conversation(), roomId: adaeze.userId as never }), rows)).to.equal(null);
  });
});
