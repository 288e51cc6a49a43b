import type { SeenService } from "../../client/unity-catalog/services-client";
import type { Workspace } from "../../client/workspace";
import type { ServiceInputs, ServiceKind, ServiceState } from "../../resources/unity-catalog/service-kind";
import { isPlainObject, withoutUnset } from "../../schema/plain-object";
import { projectInputs } from "../../schema/project-inputs";

/** What goes into state: the inputs that are done, and what the server said last. */
export function serviceOutputs<Inputs extends ServiceInputs>(
  kind: ServiceKind<Inputs>,
  done: ServiceState<Inputs>,
  { answers }: SeenService<Inputs>,
  workspace: Workspace,
): ServiceState<Inputs> {
  const { host, id } = workspace;
  const base = `${host}/ai-gateway/mlflow/v1`;
  const urls =
    kind.type === "ModelService"
      ? { openaiBaseUrl: base, invocationUrl: `${base}/${unifiedApi(answers.supportedApiTypes ?? [])}` }
      : {};
  return withoutUnset({ ...done, ...answers, ...urls, workspaceHost: host, workspaceId: id });
}

/** The unified API that callers of a service most likely mean. */
export function unifiedApi(supported: readonly string[]): "chat/completions" | "embeddings" | "completions" {
  const offers = (form: RegExp) => supported.some((type) => form.test(type));
  if (supported.length === 0 || offers(/chat\/completions$|messages$|responses$|generateContent$/)) {
    return "chat/completions";
  }
  return offers(/embeddings$/) ? "embeddings" : "completions";
}

/** The inputs among what state holds. */
export const inputsIn = <Inputs extends ServiceInputs>(
  kind: ServiceKind<Inputs>,
  state: ServiceState<Inputs>,
): Partial<Inputs> =>
  Object.fromEntries(
    Object.entries(state).filter(([field]) => Object.hasOwn(kind.inputs.shape, field)),
  ) as Partial<Inputs>;

/** What the API shows of a service, as the user wrote it where both mean the same. What is granted is not shown here. */
export function projectService<Inputs extends ServiceInputs>(
  kind: ServiceKind<Inputs>,
  seen: SeenService<Inputs>,
  last: Partial<Inputs>,
): Partial<Inputs> {
  const { grants, ...rest } = last;
  const observed = inSpellingOf(seen.inputs, last);
  const projected = projectInputs(kind.inputs, observed, rest) as Partial<Inputs>;
  return grants === undefined ? projected : { ...projected, grants };
}

/** Unity Catalog keeps names in lower case and finds them in any, so that another case is no difference. */
function inSpellingOf<T>(observed: T, last: unknown): T {
  const spelled = new Map(textsIn(last).map((text) => [text.toLowerCase(), text]));
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return spelled.get(value) ?? value;
    if (Array.isArray(value)) return value.map(walk);
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, walk(item)]));
  };
  return walk(observed) as T;
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isPlainObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
