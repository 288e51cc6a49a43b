import { expect, test } from "vitest";
import { handlers } from "./handlers";
import { redact } from "../../provider/client/api/redact";
import { mayBeSecret } from "../../provider/resources/may-be-secret";
import { keyShaped } from "../../provider/schema/key-shaped";
import type { Fields } from "../../provider/schema/plain-object";
import { everyInput, placesIn, withAt } from "./every-input";

/** What backtracking expressions stumble over: a beginning that fits, a long run, and an end that does not. */
const HEADS = ["", "https://"];
const PIECES = [
  "a",
  " ",
  "{{secrets/",
  "1h",
  "a@",
  "-",
  "a.",
  "/",
  ":",
  "\n",
  "[",
  "A1",
  "0",
  "-eyJaaaaaaaaaa",
];
const TAILS = ["", "!"];
const TEXTS = HEADS.flatMap((head) =>
  PIECES.flatMap((piece) => TAILS.map((tail) => [head, piece, tail] as const)),
);

type Text = readonly [head: string, piece: string, tail: string];

/** Enough to tell: ten times that takes a hundred times as long where something is quadratic. */
const LONG = 20_000;

const some = everyInput.filter(([what]) =>
  ["every section", "own compute", "openai on Azure", "custom by API key", "a split", "plaintext"].some(
    (part) => what.includes(part),
  ),
);

test.each(some)(
  "%s takes time in proportion to the length of a text, wherever it stands",
  async (_what, type, given) => {
    const slow: string[] = [];
    const look = async (
      what: string,
      withText: (text: string) => Fields,
      texts: readonly Text[] = TEXTS,
    ): Promise<void> => {
      for (const text of texts) {
        const check = (length: number) => handlers[type].check({}, withText(ofLength(text, length)));
        if (await growsFast(check)) slow.push(`${what}: ${JSON.stringify(text)}`);
      }
    };
    for (const place of placesIn(given)) {
      const value = place.reduce<unknown>((at, field) => (at as Fields)[field], given);
      if (typeof value === "string")
        await look(place.join("."), (text) => withAt(given, place, text) as Fields);
    }
    await look("a name", (text) => ({ ...given, [text]: 1 }), [["", "a", ""]]);
    expect(slow).toEqual([]);
  },
  120_000,
);

const READERS = { redact, keyShaped, mayBeSecret: (text: string) => mayBeSecret("LOG_LEVEL", text) };

test.each(Object.entries(READERS))(
  "%s takes time in proportion to the length of a text",
  async (_name, read) => {
    const slow: unknown[] = [];
    for (const text of TEXTS) {
      if (await growsFast((length) => Promise.resolve(read(ofLength(text, length))))) slow.push(text);
    }
    expect(slow).toEqual([]);
  },
);

function ofLength([head, piece, tail]: Text, length: number): string {
  return head + piece.repeat(length / piece.length) + tail;
}

/** What is quadratic takes several times as long at this length; less than this is collecting garbage, or compiling. */
const NOTICED_MS = 100;

async function growsFast(work: (length: number) => Promise<unknown>): Promise<boolean> {
  const timeOf = async (length: number): Promise<number> => {
    // The processor's time: what a busy machine adds is not the code's.
    const start = process.cpuUsage();
    await work(length);
    return process.cpuUsage(start).user / 1000;
  };
  if ((await timeOf(LONG)) < NOTICED_MS) return false;
  // The least of several: collecting garbage is not the code's either.
  let [long, short] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let time = 0; time < 5; time++) {
    long = Math.min(long, await timeOf(LONG));
    short = Math.min(short, await timeOf(LONG / 4));
  }
  // Four times the length: linear time grows by four, quadratic by sixteen.
  return long > NOTICED_MS && long > 9 * short;
}
