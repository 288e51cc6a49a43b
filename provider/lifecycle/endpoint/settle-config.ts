import { usualRollouts } from "../../catalog/usual-rollouts";
import { ApiError } from "../../client/api/api-error";
import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import type { Writing } from "../operation";

const FIRST_POLL_MS = 100;
const LONGEST_POLL_MS = 30_000;
const GROWTH = 1.6;
/** What the end of an update may be noticed late by: 0.25 s, or this share of the time it took. */
const LATE_MS = 250;
const LATE_SHARE = 0.1;
/** The last look comes at the deadline, and may itself take a while. */
const LAST_LOOK_MS = 30_000;
/** Characters of a bar of progress. */
const BAR = 10;

/** The config update of an endpoint failed, or was cancelled by another one; what served before still does. */
export class ConfigUpdateFailed extends Error {
  override readonly name = "ConfigUpdateFailed";

  constructor(readonly endpoint: SeenEndpoint) {
    const why = endpoint.deploymentMessages.join("; ");
    const what =
      endpoint.configUpdate === "UPDATE_CANCELED" ? "was cancelled, as another update does" : "failed";
    super(
      `The config update of endpoint ${JSON.stringify(endpoint.name)} ${what} (${endpoint.configUpdate})` +
        `${why === "" ? "; the server gives no reason" : `: ${why}`}. What served before still serves.`,
    );
  }
}

/** We stopped waiting for an update, because the time that the program allows is over or the server does not answer; it goes on. */
export class StillUpdating extends Error {
  override readonly name = "StillUpdating";

  constructor(
    readonly endpoint: SeenEndpoint,
    waitedMs: number,
    cause?: ApiError,
  ) {
    const name = JSON.stringify(endpoint.name);
    const goesOn = "Nothing is lost: the next `pulumi up` goes on waiting.";
    super(
      cause === undefined
        ? `Endpoint ${name} is still updating after ${Math.round(waitedMs / 1000)} s. ${goesOn} Raise \`timeouts\` if updates take this long.`
        : `Endpoint ${name} was updating when we lost sight of it: ${cause.message} ${goesOn}`,
      { cause },
    );
  }
}

/** Someone else's update runs for longer than the program allows to wait, so that ours was not sent. */
export class OthersUpdating extends Error {
  override readonly name = "OthersUpdating";

  constructor(waiting: StillUpdating) {
    super(
      "Another update of the endpoint was running, so that this one was not sent; the next `pulumi up` sends it. " +
        waiting.message,
      { cause: waiting },
    );
  }
}

/** There is no endpoint of this name, as the API itself says. */
export class EndpointMissing extends Error {
  override readonly name = "EndpointMissing";

  constructor(endpoint: string, host: string) {
    super(
      `Endpoint ${JSON.stringify(endpoint)} does not exist any more; run \`pulumi refresh\`, then \`pulumi up\` creates it again. (${host})`,
    );
  }
}

/**
 * Waits until an endpoint's config is not being updated any more: a first look at once, then ever more slowly. Whether
 * the endpoint is `READY` is not waited for, since some servers never say so.
 *
 * @param first an answer that is already there, which saves the first look
 * @throws StillUpdating at the deadline, or where the server stops answering
 * @throws EndpointMissing
 */
export async function awaitSettled(
  name: string,
  operation: Writing,
  deadline: number,
  first?: SeenEndpoint,
): Promise<SeenEndpoint> {
  const waiting = operation.reporter.waiting?.();
  try {
    return await settled(name, operation, deadline, first, () => waiting?.note());
  } finally {
    waiting?.end();
  }
}

async function settled(
  name: string,
  { workspace, clock, reporter }: Writing,
  deadline: number,
  first: SeenEndpoint | undefined,
  note: () => string | undefined,
): Promise<SeenEndpoint> {
  const start = clock.now();
  const look = async () => {
    const options = { deadline: Math.max(deadline, clock.now()) + LAST_LOOK_MS };
    const seen = await workspace.servingEndpoints.get(name, options);
    if (seen === undefined) throw new EndpointMissing(name, workspace.host);
    return seen;
  };
  let endpoint = first ?? (await look());
  for (let interval = FIRST_POLL_MS; ; interval = Math.min(interval * GROWTH, LONGEST_POLL_MS)) {
    if (endpoint.configUpdate !== "IN_PROGRESS") return endpoint;
    const waited = clock.now() - start;
    interval = Math.min(interval, Math.max(LATE_MS, waited * LATE_SHARE));
    const left = deadline - clock.now();
    if (left <= 0) throw new StillUpdating(endpoint, waited);
    if (waited >= 1000)
      reporter.progress([progressText(endpoint, waited), note()].filter(Boolean).join("; "));
    await clock.sleep(Math.min(interval, left));
    const before = endpoint;
    endpoint = await look().catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      throw new StillUpdating(before, clock.now() - start, error);
    });
  }
}

/** A bar as long as the roll-out usually takes, what is waited for, how long so far, and what the server says of it. */
function progressText(endpoint: SeenEndpoint, waitedMs: number): string {
  const { configUpdate, deploymentMessages, inputs, pending } = endpoint;
  const entities = pending?.entities ?? [];
  const served = inputs.config?.servedEntities ?? [];
  const isExternal =
    entities.every(({ task }) => task !== undefined) &&
    served.every(({ externalModel }) => externalModel !== undefined);
  const usual = usualRollouts[isExternal ? "external" : "compute"];
  const done = Math.min(Math.floor((waitedMs / 1000 / usual.seconds) * BAR), BAR - 1);
  const bar = `[${"#".repeat(done)}${"-".repeat(BAR - done)}]`;
  const said = deploymentMessages.length === 0 ? "" : ` (${deploymentMessages.join("; ")})`;
  const models = entities.map(({ name }) => name).join(", ");
  return (
    `${bar} waiting for the roll-out of ${models === "" ? "the config" : models}: ${configUpdate} for ` +
    `${Math.round(waitedMs / 1000)} s; ${usual.of} usually take ${usual.text}${said}`
  );
}
