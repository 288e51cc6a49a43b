import { fieldsOf } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import type { ModelView } from "./endpoint-view";

/** The settings that say where a model's requests go, by the key of the settings they stand in. */
const baseFields = {
  openaiConfig: "openaiApiBase",
  cohereConfig: "cohereApiBase",
  databricksModelServingConfig: "databricksWorkspaceUrl",
  customProviderConfig: "customProviderUrl",
} as const;

/** A URL that a model's requests go to, and where it stands. */
export interface BaseUrl {
  path: Path;
  url: string;
}

/** The URLs that a model's settings give; those that are not known yet are left out. */
export function baseUrlsOf(model: ModelView): BaseUrl[] {
  return Object.entries(baseFields).flatMap(([key, field]) => {
    const url = fieldsOf(model.fields[key])[field];
    return typeof url === "string" ? [{ path: [...model.path, key, field], url }] : [];
  });
}

/** The host of a URL in lower case, or `undefined` for a text that is no URL with a host. */
export function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.toLowerCase() || undefined : undefined;
}
