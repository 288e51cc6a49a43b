/** Where an exported state comes from, said where there is none. */
export const STATE_IS_MADE_BY = "`pulumi stack export --file state.json` writes it";
