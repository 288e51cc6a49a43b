/** What a JSON document may be. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
