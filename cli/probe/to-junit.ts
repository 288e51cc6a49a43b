import type { ProbeResult } from "./probe-result";

/**
 * Findings as JUnit XML: a suite an endpoint, a case a served model.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function toJunit(results: readonly ProbeResult[]): string {
  const endpoints = [...new Set(results.map(({ endpoint }) => endpoint))];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="databricks-serving probe" ${counts(results)}>`,
    ...endpoints.flatMap((endpoint) => {
      const cases = results.filter((one) => one.endpoint === endpoint);
      const head = `  <testsuite name="${escape(endpoint)}" ${counts(cases)}>`;
      return [head, ...cases.map(testCase), "  </testsuite>"];
    }),
    "</testsuites>",
    "",
  ].join("\n");
}

function testCase({ endpoint, servedModel, model, health, milliseconds, reason = "" }: ProbeResult): string {
  const name = escape(`${servedModel} (${model}) answers`);
  const head = `    <testcase classname="${escape(endpoint)}" name="${name}" time="${milliseconds / 1000}"`;
  if (health === "healthy") return `${head}/>`;
  const [message = ""] = reason.split("\n");
  const inside =
    health === "unhealthy"
      ? `<failure message="${escape(message)}">${escape(reason)}</failure>`
      : `<skipped message="${escape(message)}"/>`;
  return `${head}>${inside}</testcase>`;
}

function counts(results: readonly ProbeResult[]): string {
  const of = (health: ProbeResult["health"]): number => results.filter((one) => one.health === health).length;
  const seconds = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  return `tests="${results.length}" failures="${of("unhealthy")}" skipped="${of("not asked")}" time="${seconds}"`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

/** Text for XML; characters that XML has no place for are left out. */
const escape = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll(/[&<>"\n]/g, (character) => ENTITIES[character] ?? character);
