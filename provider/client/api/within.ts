/** The result of `work`, or undefined where it takes longer or is stopped; it may then go on, for others who wait for it. */
export async function within<T>(ms: number, work: Promise<T>, stopped?: AbortSignal): Promise<T | undefined> {
  let giveUp = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    giveUp = () => resolve(undefined);
    // A longer timer fires at once.
    timer = setTimeout(giveUp, Math.min(ms, 2 ** 31 - 1));
    if (stopped?.aborted) giveUp();
    stopped?.addEventListener("abort", giveUp);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
    stopped?.removeEventListener("abort", giveUp);
  }
}
