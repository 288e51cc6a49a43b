import { keyShaped } from "./key-shaped";

/** A run without a separator this long is no word. */
const LONGEST_WORD = 20;
/** With anything beside it, it is a digest or the id of something. */
const HEX_KEY = /^[0-9a-f]{32,}$/i;

/**
 * Whether a text is better not shown: it holds a key by its format, or a run of letters and digits too mixed for a name.
 * For messages, where hiding too much costs little; what is wrong is judged by `keyShaped` alone.
 */
export function mayHoldKey(text: string): boolean {
  if (keyShaped(text) !== undefined || HEX_KEY.test(text)) return true;
  return (text.match(/[A-Za-z0-9+/=]+/g) ?? []).some(looksRandom);
}

function looksRandom(run: string): boolean {
  const digits = run.match(/[0-9]/g)?.length ?? 0;
  return run.length >= LONGEST_WORD && /[a-z]/.test(run) && /[A-Z]/.test(run) && digits >= 3;
}
