// @ts-check

/**
 * A sentence of the code as Markdown, so that `<scope>` in it is no tag, and `{{…}}` no expression of the site.
 *
 * @param {string} text
 */
export const plainText = (text) => text.replaceAll("<", "&lt;").replaceAll("{{", "&#123;&#123;");
