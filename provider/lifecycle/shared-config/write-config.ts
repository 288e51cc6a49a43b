import { ApiError } from "../../client/api/api-error";
import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import type { ConfigEdit } from "../../plan/config-edits";
import { entityOf, showsConfig, type RemoteConfig } from "../../plan/remote-config";
import { replayChanges } from "../../plan/replay-changes";
import { awaitSettled, ConfigUpdateFailed, OthersUpdating, StillUpdating } from "../endpoint/settle-config";
import type { Writing } from "../operation";

/** How often other writers may come in between before we give up. */
const ROUNDS = 20;
/** How often a write is sent that never shows. */
const UNSHOWN_ROUNDS = 5;
const PAUSE_MS = 100;

/** What is to be written to a config that several owners write. */
export interface ConfigWrite {
  readonly edit: ConfigEdit;
  /** Whether to send even what seems to be there already: the credential behind a reference may have changed. */
  readonly force: boolean;
  /** Names of entities that must be served afterwards. */
  readonly expects: readonly string[];
  /** Values that must not show in an error. */
  readonly secrets: readonly string[];
  /**
   * Looks at the endpoint before anything is sent.
   *
   * @throws EditRefused where it is not the one that the edit is meant for
   */
  guard?(endpoint: SeenEndpoint): void;
}

/** An entity holds a credential that the API does not show, so that sending the config again would lose it. */
export class CredentialUnknown extends Error {
  override readonly name = "CredentialUnknown";

  constructor(endpoint: string, entities: readonly string[]) {
    const names = entities.map((name) => JSON.stringify(name)).join(", ");
    super(
      `Nothing was sent: endpoint ${JSON.stringify(endpoint)} serves ${names} with a plaintext credential. Every config ` +
        "update sends all models again, and the API does not show that credential, so that it would be lost. Its owner " +
        "must give it as a secret reference first.",
    );
  }
}

const NO_CONFIG: RemoteConfig = { version: 0, entities: [], shares: [], rest: {} };

/**
 * Writes an edit of a config that others write too: reads it, applies the edit, sends all of it, waits, and looks whether
 * someone else wrote in between. The answer to our write still shows the config that it is about to replace; where that
 * is not the one that we had read, what the other writer changed is brought back by a second write.
 *
 * @throws EditRefused, CredentialUnknown before anything is sent
 * @throws OthersUpdating, EndpointMissing before anything is sent
 * @throws ConfigUpdateFailed, StillUpdating
 */
export async function writeConfig(
  endpoint: string,
  write: ConfigWrite,
  operation: Writing,
  deadline: number,
): Promise<SeenEndpoint> {
  let sentOnce = false;
  let bringBack: ((config: RemoteConfig) => RemoteConfig) | undefined;
  let unshown: ApiError | undefined;
  let unshownRounds = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const read = await awaitSettled(endpoint, operation, deadline).catch((waiting: unknown) => {
      throw waiting instanceof StillUpdating ? new OthersUpdating(waiting) : waiting;
    });
    write.guard?.(read);
    const before = read.serving ?? NO_CONFIG;
    const target = write.edit.apply(bringBack?.(before) ?? before);
    // Asked for only now, since an edit that is refused asks for nothing.
    const force = write.force && !sentOnce;
    if (!force && showsConfig(before, target)) return read;
    refuseUnknownCredentials(endpoint, target);

    const sent = await send(endpoint, target, before, write, operation, deadline);
    if (sent instanceof ApiError) {
      unshownRounds += sent.fate === "unknown" ? 1 : 0;
      if (sent.fate === "unknown") unshown = sent;
      if (unshownRounds >= UNSHOWN_ROUNDS || operation.clock.now() >= deadline) throw unshown ?? sent;
      // A server may say that it has settled and refuse all the same, for a while.
      await operation.clock.sleep(PAUSE_MS * round);
      continue;
    }
    sentOnce = true;
    warnIfUnseen(endpoint, before, sent, operation);
    const replaced = sent.configUpdate === "IN_PROGRESS" ? sent.serving : undefined;
    const overtaken = replaced !== undefined && replaced.version > before.version;
    bringBack = overtaken ? (now) => replayChanges(before, replaced, now, write.edit.touches) : undefined;
    const after = await awaitSettled(endpoint, operation, deadline, sent);
    if (after.configUpdate !== "NOT_UPDATING") throw new ConfigUpdateFailed(after);
    const { serving } = after;
    const complete = write.expects.every(
      (name) => serving !== undefined && entityOf(serving, name) !== undefined,
    );
    if (!overtaken && complete) return after;
    operation.reporter.progress("someone else changed the config at the same time: bringing both together");
  }
  throw new Error(
    `Others changed the config of endpoint ${JSON.stringify(endpoint)} ${ROUNDS} times while it was being written. ` +
      "Run `pulumi up` again.",
  );
}

/**
 * The update is through before we could see what it replaced, and numbers are missing: an update of someone else that
 * came in between may be undone. A failed update takes a number too, so that this is no more than a suspicion.
 */
function warnIfUnseen(
  endpoint: string,
  before: RemoteConfig,
  sent: SeenEndpoint,
  { reporter }: Writing,
): void {
  const now = sent.serving?.version ?? 0;
  if (sent.configUpdate === "IN_PROGRESS" || now <= before.version + 1) return;
  reporter.warn(
    `Endpoint ${JSON.stringify(endpoint)} went from config ${before.version} to ${now} while ours was written, and what stood ` +
      "between could not be seen. If another stack changed it at this moment, run `pulumi refresh` and `pulumi up` there.",
  );
}

function refuseUnknownCredentials(endpoint: string, target: RemoteConfig): void {
  const unknown = target.entities.filter(({ resendable }) => !resendable).map(({ name }) => name);
  if (unknown.length > 0) throw new CredentialUnknown(endpoint, unknown);
}

/** Sends a config once; answers the error where it did not take effect, because another update was running or nobody knows. */
async function send(
  endpoint: string,
  target: RemoteConfig,
  before: RemoteConfig,
  { secrets }: ConfigWrite,
  { workspace }: Writing,
  deadline: number,
): Promise<SeenEndpoint | ApiError> {
  const client = workspace.servingEndpoints;
  try {
    return await client.putSharedConfig(endpoint, target, { deadline, secrets });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.category === "conflict") return error;
    if (error.fate === "not-done") throw error;
    const seen = await client.get(endpoint, { deadline });
    return seen !== undefined &&
      [seen.pending, seen.serving].some((config) => isRollout(target, before, config))
      ? seen
      : error;
  }
}

/** Whether a config is the one that we sent: equal content under a later number, as far as the API shows it. */
const isRollout = (target: RemoteConfig, before: RemoteConfig, config: RemoteConfig | undefined): boolean =>
  config !== undefined &&
  (config.version > before.version || config.version === 0) &&
  showsConfig(config, target);
