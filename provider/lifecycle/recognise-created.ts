import type { Operation } from "./operation";

/** The `Date` header counts whole seconds. */
const CLOCK_TOLERANCE_MS = 2000;

/** Whether an object that exists is the one that we asked for, or why it is not taken to be. */
export type Recognition = { readonly ours: true } | { readonly ours: false; readonly because: string };

/** What the server says of an object's origin. */
export interface Origin {
  /** When it was created, by the server's clock, in milliseconds since 1970; not a number where it does not say. */
  readonly createdAt: number;
  readonly creator: string | undefined;
  /** The server's time when it said so. */
  readonly seenAt: number | undefined;
  /** Fields that can be read, and are not as we asked. */
  differing(): readonly string[];
}

/**
 * Tells whether an object that exists comes from our own request: created since then, by us, and as we asked in every field
 * that can be read. Two stacks must never come to own one object unasked.
 *
 * @param since when our request was sent, by our clock; undefined where we know of none
 */
export async function recogniseCreated(
  { createdAt, creator, seenAt, differing }: Origin,
  since: number | undefined,
  { workspace, clock }: Operation,
): Promise<Recognition> {
  const refuse = (because: string): Recognition => ({ ours: false, because });
  if (since === undefined) return refuse("no earlier run of this stack on this machine began to create it");
  const serverAhead = seenAt === undefined ? 0 : seenAt - clock.now();
  if (!(createdAt >= since + serverAhead - CLOCK_TOLERANCE_MS)) return refuse("it is older than our request");
  const me = await workspace.identity.me();
  if (creator !== me.userName) {
    return refuse(`it was created by ${JSON.stringify(creator)}, and we are ${JSON.stringify(me.userName)}`);
  }
  const fields = differing();
  return fields.length === 0
    ? { ours: true }
    : refuse(`it differs from what we asked for in ${fields.join(", ")}`);
}
