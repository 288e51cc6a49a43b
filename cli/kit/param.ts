/** An option or an argument of a command, and the type of the value that it gives. */
export interface Param<Value> {
  /** What it does, in a few words of lower case. */
  readonly does: string;
  /** Name of the value in help texts; none for what is only there or not. */
  readonly value?: string;
  /** All values that are allowed. */
  readonly choices?: readonly string[];
  readonly default?: Value;
  /** Whether it may be given several times, and gives a list. */
  readonly many?: boolean;
  /** Whether an argument must be given. */
  readonly required?: boolean;
  /** Whether it is written `--no-<name>` and turns off what is on by default. */
  readonly off?: boolean;
  /**
   * What its value names: a file to read, one to write, one to write that must not be there yet, or a folder. What is wrong
   * with it is said before the command runs.
   */
  readonly names?: "file to read" | "file to write" | "new file" | "folder";
  /** Where a file to read comes from, said where there is none. */
  readonly madeBy?: string;
  /** A single letter for it, without its dash. */
  readonly short?: string;
  /** @throws CalledWrongly with what is allowed */
  readonly parse?: (text: string) => Value;
}

export type Params = Readonly<Record<string, Param<unknown>>>;

/** The values of parameters, by their names. */
export type Values<Of extends Params> = {
  readonly [Name in keyof Of]: Of[Name] extends Param<infer Value> ? Value : never;
};

/** An option with a text, such as `--out <file>`. */
export const text = (value: string, does: string): Param<string | undefined> => ({ value, does });

/** An option with a path; see {@link Param.names}. */
export const path = (
  names: NonNullable<Param<unknown>["names"]>,
  does: string,
  more: Pick<Param<string>, "default" | "madeBy"> = {},
): Param<string | undefined> => ({
  value: names === "folder" ? "folder" : "file",
  does,
  names,
  ...more,
});

/** The same, several times. */
export const paths = (
  names: NonNullable<Param<unknown>["names"]>,
  does: string,
): Param<readonly string[]> => ({ ...texts(names === "folder" ? "folder" : "file", does), names });

/** An option with a text that may be given several times. */
export const texts = (value: string, does: string): Param<readonly string[]> => ({
  value,
  does,
  many: true,
  default: [],
});

/** An option with one of a few words. */
export const choice = <const Word extends string>(
  value: string,
  choices: readonly Word[],
  does: string,
  standard: NoInfer<Word>,
): Param<Word> => ({ value, does, choices, default: standard });

/** The same without a default. */
export const oneOf = <const Word extends string>(
  value: string,
  choices: readonly Word[],
  does: string,
): Param<Word | undefined> => ({ value, does, choices });

/** An argument that must be one of a few words. */
export const neededChoice = <const Word extends string>(
  value: string,
  choices: readonly Word[],
  does: string,
): Param<Word> => ({ value, does, choices, required: true });

/** An option that is there or not. */
export const flag = (does: string): Param<boolean> => ({ does, default: false });

/** An option `--no-<name>`, for what is done otherwise. */
export const off = (does: string): Param<boolean> => ({ does, off: true, default: true });

/** An argument that must be given. */
export const needed = (value: string, does: string): Param<string> => ({ value, does, required: true });

/** An argument that may be left out. */
export const optional = (value: string, does: string): Param<string | undefined> => ({ value, does });

/** All further arguments. */
export const rest = (value: string, does: string): Param<readonly string[]> => ({
  value,
  does,
  many: true,
  default: [],
});
