import { expect, test } from "vitest";
import { RequestJournal } from "../../emulator/control/journal";

function open(journal: RequestJournal, size: number) {
  const at = { at: 0, method: "GET", path: "/", query: "", requestId: "", body: null, userAgent: "" };
  return journal.open(at, size);
}

test("the journal keeps the latest 50,000 requests, and their numbers go on", () => {
  const journal = new RequestJournal();
  for (let i = 0; i < 50_010; i++) open(journal, 1);
  const kept = journal.latest();
  expect([kept.length, kept[0]!.seq, kept.at(-1)!.seq]).toEqual([50_000, 11, 50_010]);
  journal.clear();
  expect(open(journal, 1).seq).toBe(50_011);
});

test("the journal keeps 64 MB of bodies, and always the last request, whatever its size", () => {
  const journal = new RequestJournal();
  const megabyte = 1024 * 1024;
  for (let i = 0; i < 10; i++) open(journal, 16 * megabyte);
  expect(journal.latest().map(({ seq }) => seq)).toEqual([7, 8, 9, 10]);
  open(journal, 100 * megabyte);
  expect(journal.latest().map(({ seq }) => seq)).toEqual([11]);
  open(journal, 1);
  expect(journal.latest().map(({ seq }) => seq)).toEqual([12]);
  // What was dropped or cleared does not count any more.
  journal.clear();
  for (let i = 0; i < 4; i++) open(journal, 16 * megabyte);
  expect(journal.latest()).toHaveLength(4);
});

test("what a test reads of the journal is a copy, and what is filled in later is seen by the next look", () => {
  const journal = new RequestJournal();
  const entry = open(journal, 1);
  const [read] = journal.entries();
  entry.status = 200;
  expect(read!.status).toBeNull();
  read!.path = "/changed";
  expect(journal.entries()[0]).toMatchObject({ path: "/", status: 200 });
});
