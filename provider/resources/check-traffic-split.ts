import type { Checked } from "./check-endpoint";
import { listOf, withoutUnset, type Fields } from "./kit/plain-object";
import { distinct } from "./kit/problem";
import { isUnknown } from "./kit/unknown";
import { validate } from "./kit/validate";
import { routesProblems } from "./rules/traffic";
import { trafficSplit } from "./traffic-split";

/** Checks the inputs of a traffic split, without the network; everything that is wrong is said at once. */
export function checkTrafficSplit(news: Fields): Checked {
  const inputs = withoutUnset(news);
  const { routes } = inputs;
  const problems = distinct([
    ...validate(trafficSplit.inputs, inputs),
    ...(isUnknown(routes) ? [] : routesProblems(listOf(routes), ["routes"], undefined)),
    ...(Array.isArray(routes) && routes.length === 0
      ? [{ path: ["routes"], found: "no route", allowed: "routes that sum to 100" }]
      : []),
  ]);
  return { inputs: problems.length > 0 ? news : inputs, problems };
}
