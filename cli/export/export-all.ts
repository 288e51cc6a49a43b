import type { Workspace } from "../../provider/client/workspace";
import type { Terminal } from "../kit/terminal";
import { printComment } from "./print-code";
import { printProgram, type ProgramPart } from "./program-part";
import { readLiveEndpoint } from "./read-live-endpoint";
import { readLiveServices } from "./read-live-services";
import { servicePart } from "./service-part";
import { endpointPart, type Program } from "./to-program";
import { variableNames } from "./variable-names";

/**
 * A whole workspace as one program: provider services, model services, endpoints, each by name. What cannot be exported is
 * listed at the top.
 */
export async function exportAll(workspace: Workspace, adopt: boolean, terminal: Terminal): Promise<Program> {
  terminal.progress(`listing what is on ${workspace.host} …`);
  const [services, endpoints] = await Promise.all([
    readLiveServices(workspace),
    workspace.servingEndpoints.list(),
  ]);
  const names = endpoints.map(({ name }) => name).sort();
  const own = names.filter((name) => !name.startsWith("databricks-"));
  const variableOf = variableNames();
  const variables = new Map(
    services.map(({ kind, seen }) => {
      const leaf = seen.fullName.split(".").at(-1) ?? seen.fullName;
      return [seen.fullName, variableOf(kind.type === "ModelService" ? leaf : `${leaf}-provider`)] as const;
    }),
  );
  const parts: ProgramPart[] = services.map((service) => {
    const variable = variables.get(service.seen.fullName) ?? "service";
    return servicePart(service, variable, variables, adopt);
  });
  const left: string[] = names
    .filter((name) => !own.includes(name))
    .map((name) => `${name} is an endpoint of Databricks' own, which no program can manage.`);
  for (const [index, name] of own.entries()) {
    terminal.progress(`reading endpoint ${index + 1} of ${own.length} …`);
    try {
      parts.push(endpointPart(await readLiveEndpoint(name, workspace), adopt, variableOf(name)));
    } catch (error) {
      // One that went meanwhile, or may not be read, must not end the export of all others.
      left.push(`${name} is not exported: ${(error as Error).message}`);
    }
  }
  const lines = [
    `What ${workspace.host} showed: ${services.length} services and ${own.length} endpoints.`,
    ...left.map((note) => `- ${note}`),
  ];
  return {
    text: printProgram(parts, lines.map((line) => printComment(line, "")).join("")),
    notes: [...left, ...parts.flatMap(({ notes }) => notes)],
  };
}
