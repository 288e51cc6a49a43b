import { CommandFailed } from "../kit/command-failed";
import { exampleProviders } from "./find-example";
import { FORGES, type Forge } from "./forges";

/** What was given on the command line; what is missing is asked for. */
interface Given {
  readonly name: string | undefined;
  readonly provider: string | undefined;
  readonly forge: Forge | undefined;
}

interface Answers {
  readonly name: string;
  readonly provider: string;
  readonly forge: Forge;
}

/**
 * Asks for what is missing, on the terminal of this process.
 *
 * @throws CommandFailed where somebody breaks off
 */
export async function ask(given: Given, defaults: Answers): Promise<Answers> {
  const prompts = await import("@clack/prompts");
  const answer = async <T>(asked: Promise<T | symbol>): Promise<T> => {
    const value = await asked;
    if (prompts.isCancel(value)) throw new CommandFailed("broken off; nothing was written");
    return value as T;
  };
  const options = <T extends string>(values: readonly T[]) =>
    values.map((value) => ({ value, label: value }));
  return {
    name:
      given.name ??
      (await answer<string>(
        prompts.text({
          message: "Name of the project",
          defaultValue: defaults.name,
          placeholder: defaults.name,
        }),
      )),
    provider:
      given.provider ??
      (await answer<string>(
        prompts.select<string>({
          message: "Whose model is to be served?",
          options: options(exampleProviders()),
          initialValue: defaults.provider,
        }),
      )),
    forge:
      given.forge ??
      ((await answer<string>(
        prompts.select<string>({
          message: "Where are your pull requests?",
          options: options(FORGES),
          initialValue: defaults.forge,
        }),
      )) as Forge),
  };
}
