import { join, resolve } from "node:path";
import ts from "typescript";
import { beforeAll, expect, test } from "vitest";

/** A program in an editor; comments mark the places that are looked at. */
const program = `
import { ServingEndpoint } from "../../sdk/index";
new ServingEndpoint("a", {
  /*tags*/tags: [],
  config: { servedEntities: [{ /*scale*/scaleToZeroEnabled: true, externalModel: {
    provider: "anthropic", task: "llm/v1/chat", /*key*/anthropicConfig: { anthropicApiKey: "" }, name: "/*model*/",
  } }] },
  /*task*/
});
`;

const repository = resolve(__dirname, "../..");
const file = join(repository, "test/sdk/program-in-an-editor.ts");
const at = (mark: string): number => program.indexOf(`/*${mark}*/`) + mark.length + 4;
let editor: ts.LanguageService;

beforeAll(() => {
  const configuration = ts.readConfigFile(join(repository, "tsconfig.json"), ts.sys.readFile)
    .config as object;
  const { options } = ts.parseJsonConfigFileContent(
    { ...configuration, include: [], files: [] },
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
});

const documentation = (mark: string): string =>
  ts.displayPartsToString(editor.getQuickInfoAtPosition(file, at(mark))?.documentation);

const completions = (mark: string): string[] =>
  editor.getCompletionsAtPosition(file, at(mark), {})?.entries.map(({ name }) => name) ?? [];

test("fields have their documentation, and models and fields complete", () => {
  expect(documentation("tags")).toContain("Labels, used for billing and search.");
  expect(documentation("scale")).toContain("Whether the entity scales down to nothing when idle.");
  expect(documentation("key")).toContain("Settings for Anthropic.");
  expect(completions("model")).toContain("claude-sonnet-4-6");
  expect(completions("model")).not.toContain("gpt-4o");
  expect(completions("task")).toEqual(expect.arrayContaining(["aiGateway", "accessControlList", "adopt"]));
  expect(completions("task")).not.toContain("secretValues");
}, 60_000);
