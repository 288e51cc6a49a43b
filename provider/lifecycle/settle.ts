/** What state holds, with some inputs as in `news`: these are done. */
export function settle<State extends object, Inputs extends object>(
  olds: State,
  news: Inputs,
  inputs: readonly (keyof Inputs & string)[],
): State {
  const rest = Object.entries(olds).filter(([field]) => !inputs.some((input) => input === field));
  const settled = inputs.filter((input) => news[input] !== undefined).map((input) => [input, news[input]]);
  return Object.fromEntries([...rest, ...settled]) as State;
}

/** `Omit` of each option of a union. */
type OmitEach<Values, Name extends string> = Values extends unknown ? Omit<Values, Name> : never;

/** Values without some fields. */
export function without<Values extends object, Name extends string>(
  values: Values,
  names: readonly Name[],
): OmitEach<Values, Name> {
  const rest = Object.entries(values).filter(([field]) => !names.some((name) => name === field));
  return Object.fromEntries(rest) as OmitEach<Values, Name>;
}
