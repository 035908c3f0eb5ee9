/** Loads the behaviours that a page names in `data-enhance`, and owns the one trusted-types policy. */

const policy = window.trustedTypes?.createPolicy("fragment", { createHTML: (html) => html });

/**
 * The `main` element of one of our own server's answers.
 * @param {string} html
 * @returns {Element | null}
 */
export function mainOf(html) {
  const trusted = policy ? policy.createHTML(html) : html;
  return new DOMParser().parseFromString(trusted, "text/html").querySelector("main");
}

/**
 * Enhance every named element inside a root, once.
 * @param {ParentNode} root
 */
export async function enhanceAll(root) {
  const elements = [...root.querySelectorAll("[data-enhance]:not([data-enhanced])")];
  await Promise.all(
    elements.map(async (element) => {
      element.setAttribute("data-enhanced", "");
      const names = element.getAttribute("data-enhance").split(" ");
      for (const name of names) {
        const behaviour = await import(`./${name}.js`);
        behaviour.enhance(element);
      }
    }),
  );
}

/**
 * Say something to people who cannot see the page change.
 * @param {string} words
 */
export function announce(words) {
  const region = document.getElementById("announcement");
  if (region) region.textContent = words;
}

/**
 * Link the style sheets of another of our pages that this one does not have yet.
 * @param {Document} other
 */
function adoptStyles(other) {
  for (const link of other.querySelectorAll("link[rel=stylesheet]")) {
    const href = link.getAttribute("href");
    if (!document.querySelector(`link[href="${CSS.escape(href)}"]`)) document.head.append(link);
  }
}

/**
 * Put a new `main` in the place of the old one and move the focus to what is current in it.
 * @param {Element} fresh
 */
export async function replaceMain(fresh) {
  adoptStyles(fresh.ownerDocument);
  document.getElementById("main").replaceWith(fresh);
  document.title = fresh.getAttribute("data-title") ?? document.title;
  await enhanceAll(document);
  const target = fresh.querySelector("[data-focus]") ?? fresh;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
  const said = fresh.querySelector("[data-announce]") ?? fresh.querySelector("[data-focus] .by");
  announce(said?.textContent?.trim() ?? document.title);
}

enhanceAll(document);
