import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { buildPackage, repository } from "./consumer";

/** Every class, with a start of its arguments that an editor then completes. */
const CLASSES = {
  ServingEndpoint: "",
  ExternalModel: 'provider: "openai", task: "llm/v1/chat", ',
  TrafficSplit: "",
  ModelProviderService: "",
  ModelService: "",
  EndpointGateway: "",
  Provider: "",
};

/** What Pulumi's own base classes have. */
const INHERITED = new Set(["id", "urn", "getProvider"]);

const file = join(repository, "test/package/program-in-an-editor.ts");
const imported = Object.keys(CLASSES).flatMap((name) => [name, `type ${name}Args`]);
const program = `
import { ${imported.join(", ")} } from "pulumi-databricks-serving";
${Object.entries(CLASSES)
  .map(
    ([name, start]) => `
declare const of${name}: ${name};
of${name}./*outputs of ${name}*/urn;
new ${name}("a", { ${start}/*arguments of ${name}*/ });`,
  )
  .join("\n")}
declare const endpoint: ServingEndpointArgs;
new ServingEndpoint("b", { config: { servedEntities: [{ /*scale*/scaleToZeroEnabled: true, externalModel: {
  provider: "anthropic", task: "llm/v1/chat", anthropicConfig: { /*key*/anthropicApiKey: "" }, name: "/*model*/",
} }] } });
ofServingEndpoint./*config*/config;
ofServingEndpoint./*state*/state;
ofServingEndpoint./*url*/invocationUrl;
ofServingEndpoint./*tags*/tags;
`;

const at = (mark: string): number => program.indexOf(`/*${mark}*/`) + mark.length + 4;
let editor: ts.LanguageService;

beforeAll(async () => {
  await buildPackage();
  const { config } = ts.readConfigFile(join(repository, "tsconfig.json"), ts.sys.readFile) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: [] },
    ts.sys,
    repository,
  );
  editor = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const text = path === file ? program : ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => repository,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
}, 120_000);

/** What an editor proposes at a mark, as far as this package has it. */
const proposed = (mark: string): string[] =>
  (editor.getCompletionsAtPosition(file, at(mark), {})?.entries ?? [])
    .map(({ name }) => name)
    .filter((name) => !INHERITED.has(name));

/** What it shows beside a proposal, and on hovering. */
function shown(mark: string, name: string): { type: string; text: string; tags: string } {
  const entry = editor.getCompletionEntryDetails(file, at(mark), name, {}, undefined, {}, undefined);
  return {
    type: ts.displayPartsToString(entry?.displayParts),
    text: ts.displayPartsToString(entry?.documentation),
    tags: (entry?.tags ?? []).map(({ text }) => ts.displayPartsToString(text)).join(" "),
  };
}

function hovered(mark: string): { type: string; text: string; tags: string } {
  const info = editor.getQuickInfoAtPosition(file, at(mark));
  return {
    type: ts.displayPartsToString(info?.displayParts),
    text: ts.displayPartsToString(info?.documentation),
    tags: (info?.tags ?? []).map(({ text }) => ts.displayPartsToString(text)).join(" "),
  };
}

describe.each(Object.keys(CLASSES))("an editor, with the package as it is published, on %s", (name) => {
  test.each(["arguments", "outputs"])("proposes its %s, and says of each what it is", (kind) => {
    const mark = `${kind} of ${name}`;
    const names = proposed(mark);
    expect(names.length).toBeGreaterThanOrEqual(name === "Provider" && kind === "outputs" ? 1 : 3);
    expect(names).not.toContain("secretValues");
    const details = names.map((one) => ({ name: one, ...shown(mark, one) }));
    expect(details.filter(({ text }) => text.trim() === "").map((one) => one.name)).toEqual([]);
    // How one signs in stands on the page that the class itself names.
    if (kind === "arguments" && name !== "Provider")
      expect(details.filter(({ tags }) => !tags.includes("https://")).map((one) => one.name)).toEqual([]);
    expect(details.filter(({ type }) => /Answer<|Input<undefined>|\bZod|\bz\./.test(type))).toEqual([]);
  });
});

test("nested fields have their text, names of models complete, and outputs have types that one can read", () => {
  expect(hovered("scale").text).toContain("Whether the entity scales down to nothing when idle.");
  expect(hovered("key").text).toContain("Secret reference to the API key, `{{secrets/scope/key}}`.");
  expect(hovered("scale").tags).toContain("https://docs.databricks.com/api/workspace/servingendpoints");
  expect(hovered("key").tags).toContain("https://docs.databricks.com/aws/en/generative-ai/external-models/");
  expect(proposed("model")).toContain("claude-sonnet-4-6");
  expect(proposed("model")).not.toContain("gpt-4o");
  expect(hovered("url").type).toBe("(property) ServingEndpoint.invocationUrl: Output<string>");
  expect(hovered("state").type).toBe("(property) ServingEndpoint.state: Output<ServingEndpointStateOutput>");
  expect(hovered("config").type).toMatch(
    /^\(property\) ServingEndpoint\.config: Output<ServingEndpointConfig \| undefined>$/,
  );
  expect(hovered("tags").type).toContain("Output<ServingEndpointTag[] | undefined>");
});

test("an argument names its default, its unit and the API's own page", () => {
  const detail = shown("arguments of ServingEndpoint", "timeouts");
  expect(detail.text).toContain("How long to wait for each operation");
  expect(detail.tags).toContain("https://docs.databricks.com/api/workspace/servingendpoints");
  expect(shown("arguments of ServingEndpoint", "allowAttachedModels").text).toContain("Default `false`");
  expect(shown("outputs of ServingEndpoint", "creationTimestamp").text).toContain(
    "in milliseconds since 1970",
  );
});
