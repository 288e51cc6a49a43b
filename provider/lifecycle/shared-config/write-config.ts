import { ApiError } from "../../client/api/api-error";
import type { ConfigEdit } from "../../plan/config-edits";
import { entityOf, sameConfig, type RemoteConfig } from "../../plan/remote-config";
import { replayChanges } from "../../plan/replay-changes";
import { readEndpoint, type EndpointAnswer } from "../../client/serving-endpoints/read-endpoint";
import { remoteConfigBody } from "../../client/serving-endpoints/remote-config";
import type { Operation } from "../operation";
import { awaitSettled, ConfigUpdateFailed, OthersUpdating, StillUpdating } from "../endpoint/settle-config";

/** How often other writers may come in between before we give up. */
const ROUNDS = 20;
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

/**
 * Writes an edit of a config that others write too: reads it, applies the edit, sends all of it, waits, and looks whether
 * someone else wrote in between. The answer to our write still shows the config that it is about to replace; where that
 * is not the one that we had read, what the other writer changed is brought back by a second write.
 *
 * @throws EditRefused, CredentialUnknown before anything is sent
 * @throws OthersUpdating before anything is sent
 * @throws ConfigUpdateFailed, StillUpdating
 */
export async function writeConfig(
  endpoint: string,
  write: ConfigWrite,
  operation: Operation,
  deadline: number,
): Promise<EndpointAnswer> {
  let { force } = write;
  let bringBack: ((config: RemoteConfig) => RemoteConfig) | undefined;
  for (let round = 1; round <= ROUNDS; round++) {
    const read = await awaitSettled(endpoint, operation, deadline).catch((waiting: unknown) => {
      throw waiting instanceof StillUpdating ? new OthersUpdating(waiting) : waiting;
    });
    const before = read.serving ?? { version: 0, entities: [], shares: [], rest: {} };
    const target = write.edit.apply(bringBack?.(before) ?? before);
    if (!force && sameConfig(target, before)) return read;
    refuseUnknownCredentials(endpoint, target);

    const sent = await send(endpoint, target, write, operation, deadline);
    if (sent === undefined) {
      // A server may say that it has settled and refuse all the same, for a while.
      await operation.clock.sleep(PAUSE_MS * round);
      continue;
    }
    force = false;
    warnIfUnseen(endpoint, before, sent, operation);
    const replaced = sent.configUpdate === "IN_PROGRESS" ? sent.serving : undefined;
    const overtaken = replaced !== undefined && replaced.version > before.version;
    bringBack = overtaken ? (now) => replayChanges(before, replaced, now, write.edit.touches) : undefined;
    const after =
      sent.configUpdate === "IN_PROGRESS" ? await awaitSettled(endpoint, operation, deadline) : sent;
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
  sent: EndpointAnswer,
  { reporter }: Operation,
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

/** Sends a config once; undefined where it did not take effect, because another update was running or the request was lost. */
async function send(
  endpoint: string,
  target: RemoteConfig,
  { secrets }: ConfigWrite,
  { workspace }: Operation,
  deadline: number,
): Promise<EndpointAnswer | undefined> {
  try {
    const answer = await workspace.putSharedConfig(endpoint, remoteConfigBody(target), { deadline, secrets });
    return readEndpoint(answer.json, workspace.host);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.category === "conflict") return undefined;
    if (error.category !== "unknown-fate") throw error;
    const answer = await workspace.getEndpoint(endpoint, { deadline });
    const seen = readEndpoint(answer.json, workspace.host);
    return isRollout(target, seen.pending) || isRollout(target, seen.serving) ? seen : undefined;
  }
}

/** Whether a config is the one that we sent, by the names it serves: credentials do not compare. */
function isRollout(target: RemoteConfig, config: RemoteConfig | undefined): boolean {
  const names = (of: RemoteConfig) =>
    of.entities
      .map(({ name }) => name)
      .sort()
      .join("\n");
  return config !== undefined && names(config) === names(target);
}
