/** Ids of a part: the page that it stands in has fields of the same names. */

const NAMING = ["for", "form", "list", "aria-describedby", "aria-labelledby"];

/**
 * Give the ids of a part names of its own, and let what names them follow.
 * @param {HTMLElement} part
 */
export function nameApart(part) {
  const named = [...part.querySelectorAll("[id]")];
  const own = new Set(named.map((one) => one.id));
  const apart = (id) => (own.has(id) ? `part-${id}` : id);
  for (const one of named) one.id = apart(one.id);
  for (const attribute of NAMING) {
    for (const one of part.querySelectorAll(`[${attribute}]`)) {
      one.setAttribute(attribute, one.getAttribute(attribute).split(" ").map(apart).join(" "));
    }
  }
  for (const link of part.querySelectorAll("a[href^='#']")) link.hash = apart(link.hash.slice(1));
}
