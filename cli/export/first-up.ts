import { planEndpoint } from "../../provider/plan/plan-endpoint";
import { projectInputs } from "../../provider/schema/project-inputs";
import { withoutHidden } from "../../provider/schema/without-fields";
import { checkEndpoint } from "../../provider/check/check-endpoint";
import { fieldsOf, type Fields } from "../../provider/schema/plain-object";
import { formatProblem } from "../../provider/schema/problem";
import {
  servingEndpoint,
  type ServingEndpointInputs,
  type ServingEndpointState,
} from "../../provider/resources/serving-endpoint";
import { withoutMarks } from "./marked-value";
import type { LiveEndpoint } from "./read-live-endpoint";

/** What the first `pulumi up` of an exported program will do with the endpoint that it adopts. */
export interface FirstUp {
  /** What check() refuses; the endpoint cannot be managed as it is then. */
  readonly problems: readonly string[];
  /** Fields because of which it sends something; none where it only reads. */
  readonly sends: readonly string[];
  /** Whether it waits for an update that is running. */
  readonly waits: boolean;
}

/** Finds out by the provider's own check and plan, so that the export promises no more than the provider keeps. */
export function firstUp({ answer }: LiveEndpoint, written: Fields): FirstUp {
  const inputs = { ...fieldsOf(withoutMarks(written)), adopt: true };
  const { inputs: news, problems } = checkEndpoint(inputs, { name: answer.name, owner: "" });
  if (problems.length > 0) return { problems: problems.map(formatProblem), sends: [], waits: false };
  const visible = withoutHidden(servingEndpoint.inputs, news) as ServingEndpointState;
  const { accessControlList } = visible;
  const observed = projectInputs(servingEndpoint.inputs, answer.inputs, visible) as ServingEndpointState;
  const olds = {
    ...observed,
    ...(accessControlList === undefined ? {} : { accessControlList }),
    ...answer.outputs,
  };
  const { calls, replacements, unsettled } = planEndpoint(olds, news as ServingEndpointInputs);
  const sends = [...calls.flatMap(({ because }) => because), ...replacements.map(({ path }) => path)];
  return { problems: [], sends, waits: unsettled };
}
