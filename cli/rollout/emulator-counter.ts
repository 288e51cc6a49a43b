import type { Workspace } from "../../provider/client/workspace";
import { fieldsOf, listOf } from "../../provider/schema/plain-object";
import { CommandFailed } from "../kit/command-failed";
import type { RequestCounter, RequestCounts } from "./request-counts";

/** Counts by the metrics that the emulator keeps of a model service; a workspace exports none. */
export function emulatorCounter(fullName: string, destination: string, { http }: Workspace): RequestCounter {
  let before: RequestCounts = { requests: 0, errors: 0 };
  async function count(): Promise<RequestCounts> {
    const path = `/_emulator/service-metrics/${encodeURIComponent(fullName)}`;
    const { value } = await http.request("GET", path, {
      decode: (body) => (Array.isArray(body) ? body : undefined),
    });
    const own = listOf(value)
      .map(fieldsOf)
      .filter((one) => one["destination"] === destination);
    const sum = (field: string): number => own.reduce((all, one) => all + Number(one[field] ?? 0), 0);
    return { requests: sum("requests"), errors: sum("clientErrors") + sum("serverErrors") };
  }
  return {
    source: "the metrics of the emulator",
    async begin() {
      before = await count().catch(() => {
        throw new CommandFailed(
          "A workspace exports no metrics of model services. Give --warehouse: their inference table tells how each destination answers.",
        );
      });
    },
    async sinceBegin() {
      const now = await count();
      return { requests: now.requests - before.requests, errors: now.errors - before.errors };
    },
  };
}
