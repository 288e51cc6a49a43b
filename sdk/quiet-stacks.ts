/**
 * Has errors made without a stack trace until the answer is called. Pulumi makes four promises for each registered property,
 * and notes for each where it was made; in a program of many resources that is most of its time.
 *
 * @returns ends it
 */
export function quietStacks(): () => void {
  const limit = Error.stackTraceLimit;
  // Who looks for promises that are never resolved needs to see where they come from.
  if (process.env["PULUMI_DEBUG_PROMISE_LEAKS"] === undefined) Error.stackTraceLimit = 0;
  return () => {
    Error.stackTraceLimit = limit;
  };
}
