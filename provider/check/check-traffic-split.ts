import { checked, type Checked } from "./checked";
import { listOf, withoutUnset, type Fields } from "../schema/plain-object";
import { distinct } from "../schema/problem";
import { isUnknown } from "../schema/unknown";
import { validate } from "../schema/validate";
import { routesProblems } from "./rules/traffic";
import { trafficSplit, type TrafficSplitInputs } from "../resources/traffic-split";

/** Checks the inputs of a traffic split, without the network; everything that is wrong is said at once. */
export function checkTrafficSplit(news: Fields): Checked<TrafficSplitInputs> {
  const inputs = withoutUnset(news);
  const { routes } = inputs;
  const problems = distinct([
    ...validate(trafficSplit.inputs, inputs),
    ...(isUnknown(routes) ? [] : routesProblems(listOf(routes), ["routes"], undefined)),
    ...(Array.isArray(routes) && routes.length === 0
      ? [{ path: ["routes"], found: "no route", allowed: "routes that sum to 100" }]
      : []),
  ]);
  return checked(news, problems, () => inputs);
}
