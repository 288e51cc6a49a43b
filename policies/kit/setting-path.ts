import type { Path } from "../../provider/schema/problem";
import type { ResourceView } from "./resource-view";

/** Whether a path is that of a model's or of its provider's settings: what stands there is sent to the provider. */
export function isSettingPath(path: Path, { models, connections }: ResourceView): boolean {
  return [...models, ...connections].some((one) => one.path.every((part, index) => path[index] === part));
}
