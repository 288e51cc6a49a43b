import { buildProgram, type Groups } from "../kit/build-program";
import type { Command } from "../kit/define-command";

/**
 * Prints what may follow the words typed so far; the scripts of `completion` ask at each press of the tab key.
 *
 * @param words what was typed after `databricks-serving`; the last one may be unfinished
 */
export async function completeWords(
  words: readonly string[],
  commands: readonly Command[],
  groups: Groups,
): Promise<void> {
  const { default: tab } = await import("@bomb.sh/tab/commander");
  // This one it adds by itself.
  const others = commands.filter(({ name }) => name !== "completion");
  const program = buildProgram(others, groups, {}, () => {});
  tab(program, { completionCommandName: "completion" }).parse([...words]);
}
