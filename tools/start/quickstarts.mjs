// @ts-check

/** @typedef {readonly [from: string, to: string][]} Edits of a program's text */

/**
 * A program that `npm start` runs, and how its story changes it.
 *
 * @typedef {object} QuickstartProgram
 * @property {string} example folder below examples/
 * @property {string} file
 * @property {Edits} moved once: where the package is, from the copy
 * @property {Edits} changed traffic and a tag
 * @property {(key: string) => Edits} plaintext a key as it is
 * @property {Edits} unserved a model that its provider does not serve
 */

/** @type {Edits} */
const TRAFFIC = [
  ["trafficPercentage: 80", "trafficPercentage: 70"],
  ["trafficPercentage: 20", "trafficPercentage: 30"],
];

/** By the transport that serves it. @type {Readonly<Record<"dynamic" | "plugin", QuickstartProgram>>} */
export const quickstarts = {
  dynamic: {
    example: "quickstart",
    file: "index.ts",
    moved: [],
    changed: [...TRAFFIC, [`value: "dev"`, `value: "staging"`]],
    plaintext: (key) => [
      [`openaiApiKey: secretRef("llm-keys", "openai")`, `openaiApiKeyPlaintext: "${key}"`],
    ],
    unserved: [[`name: "claude-sonnet-4-6"`, `name: "gpt-5.4"`]],
  },
  plugin: {
    example: "quickstart-yaml",
    file: "Pulumi.yaml",
    moved: [["path: node_modules/", "path: ../../node_modules/"]],
    changed: [...TRAFFIC, ["value: dev", "value: staging"]],
    plaintext: (key) => [[`openaiApiKey: "{{secrets/llm-keys/openai}}"`, `openaiApiKeyPlaintext: ${key}`]],
    unserved: [["name: claude-sonnet-4-6", "name: gpt-5.4"]],
  },
};
