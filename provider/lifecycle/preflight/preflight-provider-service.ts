import type { ModelProviderServiceInputs } from "../../resources/model-provider-service";
import { PROVIDER_SERVICE, type ServiceState } from "../../resources/unity-catalog/service-kind";
import { fullNameOf } from "../../resources/unity-catalog/names";
import { isPlainObject } from "../../schema/plain-object";
import type { Path, Problem } from "../../schema/problem";
import type { Operation } from "../operation";
import type { Preflight } from "./preflight";
import { preflightService, refusalOf } from "./preflight-service";

/** A secret whose time is over so soon is worth a word. */
const SOON_MS = 14 * 24 * 3600 * 1000;

/** What of a change of a provider service would fail later, as far as the workspace shows now. */
export const preflightProviderService = (
  olds: ServiceState<ModelProviderServiceInputs>,
  news: ModelProviderServiceInputs,
  operation: Operation,
  preflight: Preflight,
): Promise<Problem[]> =>
  preflightService(PROVIDER_SERVICE, olds, news, operation, preflight, ({ config }) =>
    [...referencesIn(config, ["config"])].map((one) => brokenReference(one, operation, preflight)),
  );

interface Reference {
  readonly path: Path;
  readonly collection: "secrets" | "credentials";
  readonly fullName: string;
}

function* referencesIn(value: unknown, path: Path): Generator<Reference> {
  if (!isPlainObject(value)) return;
  for (const [field, item] of Object.entries(value)) {
    const here = [...path, field];
    const name = isPlainObject(item) ? item["name"] : undefined;
    const collection =
      field === "secretReference" ? "secrets" : field === "serviceCredential" ? "credentials" : undefined;
    if (collection !== undefined && typeof name === "string") {
      yield { path: [...here, "name"], collection, fullName: fullNameOf(name) };
    } else {
      yield* referencesIn(item, here);
    }
  }
}

async function brokenReference(
  { path, collection, fullName }: Reference,
  { workspace, clock, reporter }: Operation,
  preflight: Preflight,
): Promise<Problem[]> {
  const what = collection === "secrets" ? "Unity Catalog secret" : "service credential";
  const refused: string[] = [];
  const seen = await preflight
    .look(`${collection} ${fullName}`, (deadline) =>
      workspace.catalog.find(collection, fullName, { deadline }),
    )
    .catch((error: unknown) => void refused.push(refusalOf(error)));
  const found = JSON.stringify(`${collection}/${fullName}`);
  if (refused.length > 0) {
    const right = collection === "secrets" ? "READ SECRET" : "ACCESS";
    return [
      { path, found: `${found}, and ${refused.join()}`, allowed: `a ${what} on which you have ${right}` },
    ];
  }
  if (seen === undefined) {
    return [
      {
        path,
        found,
        allowed: `a ${what} that exists`,
        fix: `create the ${collection === "secrets" ? "secret" : "credential"} first, or correct the reference`,
      },
    ];
  }
  const left = Date.parse(seen.expireTime ?? "") - clock.now();
  if (left < SOON_MS) {
    reporter.warn(
      `The secret ${fullName} ${left < 0 ? "was" : "is"} meant to be used until ${seen.expireTime ?? ""}: ` +
        "give it a new value and time; the service picks the value up by itself.",
    );
  }
  return [];
}
