import type { TrafficSplitInputs } from "../../resources/traffic-split";
import { listOf } from "../../schema/plain-object";
import type { Problem } from "../../schema/problem";
import { nearest } from "../../text/nearest";
import type { Operation } from "../operation";
import type { SharedHere } from "../resource-lifecycle";
import type { Preflight } from "./preflight";

/**
 * Warns of a split that would fail later, as far as workspace and program show now: no endpoint, no model of that name.
 * Something may make them before, in this program or in another one, so that nothing of it is a problem yet.
 *
 * @param sharedHere the models that this program has the endpoint serve, where it is one of this program
 */
export async function preflightSplit(
  news: TrafficSplitInputs,
  { reporter }: Operation,
  preflight: Preflight,
  sharedHere: SharedHere,
): Promise<Problem[]> {
  const { endpoint } = news;
  if (typeof endpoint !== "string" || sharedHere === true) return [];
  const here = sharedHere === false ? undefined : sharedHere;
  const existing = await preflight.endpoint(endpoint);
  const name = JSON.stringify(endpoint);
  if (existing === undefined && here === undefined) {
    reporter.warn(`Endpoint ${name} is not there yet: something must create it before its traffic is split.`);
    return [];
  }
  // An endpoint whose creation failed has no config.
  if (here === undefined && existing?.serving === undefined) return [];
  const seen = existing?.serving?.entities.map((entity) => entity.name) ?? [];
  const served = [...new Set([...(here ?? []), ...seen])];
  // One that comes from another resource may not be known yet.
  const routed = listOf(news.routes).map(({ servedModelName }) => servedModelName);
  for (const model of routed) {
    if (typeof model !== "string" || served.includes(model)) continue;
    const meant = nearest(model, served);
    reporter.warn(
      `Endpoint ${name} serves no model ${JSON.stringify(model)}; it serves ${served.map((one) => JSON.stringify(one)).join(", ") || "none"}. ` +
        (meant === undefined ? "" : `Did you mean ${JSON.stringify(meant)}? `) +
        "Something must attach it before its traffic is split: an ExternalModel above the split in this program, or another program.",
    );
  }
  return [];
}
