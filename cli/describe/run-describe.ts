import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import { summariseEndpoint, type EndpointSummary } from "../endpoint/endpoint-summary";
import { readLiveEndpoint, type LiveEndpoint } from "../export/read-live-endpoint";
import { withoutEmpty } from "../export/without-empty";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import { printTable } from "../kit/print-table";
import type { Terminal } from "../kit/terminal";
import { openWorkspace } from "../workspace/open-workspace";
import type { WorkspaceOptions } from "../workspace/workspace-options";

/** Shows an endpoint. */
export async function runDescribe(
  given: WorkspaceOptions & { readonly endpoint: string; readonly json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const workspace = await openWorkspace(given, terminal);
  const live = await readLiveEndpoint(given.endpoint, workspace);
  const summary = summariseEndpoint(live.answer);
  if (given.json) terminal.print(`${JSON.stringify(document(live, summary), null, 2)}\n`);
  else terminal.print(describe(live, summary));
  return EXIT_CODES.done.code;
}

/** Of the inputs only what cannot hold a credential: environment variables of custom models can. */
function document({ answer, permissions }: LiveEndpoint, summary: EndpointSummary): object {
  const { aiGateway, tags, description, routeOptimized, budgetPolicyId, emailNotifications } = answer.inputs;
  const { configVersion, creationTimestamp, endpointUrl, permissionLevel } = answer.outputs;
  return {
    ...summary,
    description,
    endpointUrl,
    configVersion,
    created: typeof creationTimestamp === "number" ? new Date(creationTimestamp).toISOString() : undefined,
    deploymentMessages: answer.deploymentMessages,
    aiGateway,
    tags,
    routeOptimized,
    budgetPolicyId,
    emailNotifications,
    permissionLevel,
    permissions: permissions === "hidden" ? undefined : permissions,
  };
}

function describe({ answer, permissions }: LiveEndpoint, summary: EndpointSummary): string {
  const { inputs, outputs } = answer;
  const gateway = fieldsOf(withoutEmpty(fieldsOf(inputs["aiGateway"])));
  const tags = listOf(inputs["tags"]).map(fieldsOf);
  const facts: [string, string][] = [
    ["State", summary.state],
    ["Owner", summary.owner ?? ""],
    ["Description", String(inputs["description"] ?? "")],
    ["Config version", String(outputs["configVersion"] ?? "")],
    ["Page", String(outputs["endpointUrl"])],
    ["Invocations", summary.invocationUrl],
    [
      "Tags",
      tags.map(({ key, value }) => (value ? `${String(key)}=${String(value)}` : String(key))).join(", "),
    ],
    ...answer.deploymentMessages.map((message): [string, string] => ["Trouble", message]),
  ];
  const head = facts
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${`${name}:`.padEnd(16)}${value}\n`);
  const rows = summary.models.map(({ name, provider = "", model, task = "", traffic }) => [
    `  ${name}`,
    provider,
    model,
    task,
    traffic === undefined ? "" : `${traffic} %`,
  ]);
  return [
    `${summary.name}\n`,
    ...head,
    "\nModels:\n",
    printTable(["  NAME", "PROVIDER", "MODEL", "TASK", "TRAFFIC"], rows),
    ...section("AI gateway", linesOf(gateway)),
    ...section(
      "Permissions",
      permissions === "hidden" ? ["not shown to you"] : permissions.map(permissionLine),
    ),
  ].join("");
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`\n${title}:\n`, ...lines.map((line) => `  ${line}\n`)];

/** `guardrails.input.safety: true`, a line for each value. */
function linesOf(fields: Fields, path = ""): string[] {
  return Object.entries(fields).flatMap(([field, value]) => {
    const at = path === "" ? field : `${path}.${field}`;
    if (Array.isArray(value)) return value.map((item) => `${at}: ${inline(item)}`);
    return value !== null && typeof value === "object"
      ? linesOf(fieldsOf(value), at)
      : [`${at}: ${inline(value)}`];
  });
}

const inline = (value: unknown): string =>
  value !== null && typeof value === "object"
    ? Object.entries(value)
        .map(([field, item]) => `${field} ${inline(item)}`)
        .join(", ")
    : String(value);

function permissionLine({ permissionLevel, ...who }: Fields): string {
  return `${String(permissionLevel)}: ${Object.values(who).join(", ")}`;
}
