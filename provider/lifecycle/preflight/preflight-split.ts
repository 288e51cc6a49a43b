import { setShares, EditRefused } from "../../plan/config-edits";
import type { TrafficSplitInputs } from "../../resources/traffic-split";
import type { Problem } from "../../schema/problem";
import { hasUnknown } from "../../schema/unknown";
import type { Operation } from "../operation";
import type { Preflight } from "./preflight";

/**
 * Warns of a split that would fail later, as far as the workspace shows now. The endpoint, and the models that the split
 * names, may be made in the same run, so that nothing of it is a problem yet.
 *
 * @param sharedHere whether the endpoint is one of the same program, which may change it before
 */
export async function preflightSplit(
  news: TrafficSplitInputs,
  { reporter }: Operation,
  preflight: Preflight,
  sharedHere: boolean,
): Promise<Problem[]> {
  if (sharedHere || hasUnknown(news)) return [];
  const existing = await preflight.endpoint(news.endpoint);
  if (existing === undefined) {
    reporter.warn(
      `Endpoint ${JSON.stringify(news.endpoint)} is not there yet: something must create it before its traffic is split.`,
    );
  } else if (existing.serving !== undefined) {
    try {
      setShares(news.endpoint, news.routes).apply(existing.serving);
    } catch (error) {
      if (!(error instanceof EditRefused)) throw error;
      reporter.warn(`${error.message} Something must attach it before its traffic is split.`);
    }
  }
  return [];
}
