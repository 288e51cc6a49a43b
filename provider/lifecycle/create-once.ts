import { ApiError } from "../client/api/api-error";
import { withoutUnset, type Fields } from "../schema/plain-object";
import { beginCreate } from "./begin-create";
import type { Operation } from "./operation";
import { PartialFailure } from "./partial-failure";
import type { Recognition } from "./recognise-created";
import { untilShown } from "./until-shown";

/** An object that is to be created. */
export interface NewObject<T> {
  /** What state knows it by, and the workspace too. */
  readonly name: string;
  /** What people call it: `endpoint`. */
  readonly word: string;
  readonly inputs: object;
  readonly deadline: number;
  /** Sends the request once. */
  send(): Promise<T>;
  /** What there is under the name. */
  find(): Promise<T | undefined>;
  /**
   * Tells whether what there is comes from our own request.
   *
   * @param since when that was sent, by our clock; undefined where we know of none
   */
  recognise(seen: T, since: number | undefined): Promise<Recognition>;
  /** What is thrown where it does not. */
  alreadyExists(because: string): Error;
  /** What is thrown where the name is taken, and nothing of this kind has it. */
  takenByAnother?(): Error;
}

/**
 * Sends the request until there is an object that is surely ours, and answers what the server says of it. A lost reply, or
 * a run after a kill, finds its own object again.
 *
 * @throws PartialFailure where the object may exist, and nobody can tell
 */
export async function createOnce<T>(
  { name, word, inputs, deadline, send, find, recognise, alreadyExists, takenByAnother }: NewObject<T>,
  operation: Operation,
): Promise<T> {
  const begun = beginCreate(name, operation);
  const called = `${word} ${JSON.stringify(name)}`;
  let unclear = false;
  return untilShown(
    {
      what: called,
      deadline,
      asksForALook,
      async send() {
        try {
          return await send();
        } catch (error) {
          if (error instanceof ApiError && error.fate === "unknown") unclear = true;
          const looks = error instanceof ApiError && asksForALook(error);
          if (!looks && !unclear) begun.failed(error);
          throw error;
        }
      },
      async look(failure) {
        const existing = await find().catch((error: unknown) => {
          if (!unclear) throw error;
          // State keeps the object, so that a later run goes on looking.
          const reason =
            `${failure.message} Whether there is ${/^[aeiou]/.test(word) ? "an" : "a"} ${called} now could not be found out: ` +
            `${(error as Error).message} It is kept in the state; the next \`pulumi up\` looks again, and goes on.`;
          throw new PartialFailure(name, withoutUnset({ ...inputs } as Fields), [reason], { cause: error });
        });
        if (existing !== undefined) {
          // A first attempt that finds the name taken can only be ours if an earlier run began it.
          const since = unclear ? (begun.before ?? begun.at) : begun.before;
          const recognition = await recognise(existing, since);
          if (!recognition.ours) {
            begun.forget();
            throw alreadyExists(recognition.because);
          }
          operation.reporter.info(`Found the ${called} that an earlier request of this resource created.`);
        } else if (failure.category === "already-exists" && takenByAnother !== undefined) {
          begun.forget();
          throw takenByAnother();
        }
        return existing;
      },
    },
    operation,
  );
}

const asksForALook = ({ fate, category }: ApiError): boolean =>
  fate === "unknown" || category === "already-exists";
