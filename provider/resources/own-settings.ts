import * as z from "zod";
import { local, notReadBack, updatedBy } from "../schema/field-facts";

const STEERS = "it steers this provider";

const duration = z
  .string()
  .regex(/^(?=\d)(\d+h)?(\d+m)?(\d+s)?$/, { error: 'a duration such as "90s", "20m" or "1h30m"' })
  .optional();

/** Settings of this provider, beyond the API, that every resource takes alike. */
export const ownSettings = {
  /** Whether to take over an object of this name that exists already, then update it to these inputs. Default `false`: an error. */
  adopt: local(STEERS, z.boolean().optional()),
  /** Any value; a change of it sends the configuration again, so that a rotated secret is picked up without another change. */
  credentialsVersion: updatedBy(
    "putConfig",
    notReadBack("it says when to send, and is not sent", z.union([z.string(), z.number()]).optional()),
  ),
  /**
   * Whether to send a one-token request to each external model after create and update, and fail with the upstream's
   * error. An endpoint can be `READY` while its upstream refuses every request. Default `false`.
   */
  verify: local(STEERS, z.boolean().optional()),
  /** How long to wait for each operation before giving up; nothing is lost then, the next `up` goes on. */
  timeouts: local(
    STEERS,
    z
      .strictObject({
        /** For creating, e.g. `"20m"`. Default `20m`. */
        create: duration,
        /** For updating. Default `20m`. */
        update: duration,
        /** For deleting. Default `5m`. */
        delete: duration,
      })
      .optional(),
  ),
  /** Whether a preview looks at the workspace for what would fail later: secrets, taken names, permissions. Default `true`. */
  preflight: local(STEERS, z.boolean().optional()),
};

/** What a program says of them, checked. */
export type OwnSettings = z.output<z.ZodObject<typeof ownSettings>>;
