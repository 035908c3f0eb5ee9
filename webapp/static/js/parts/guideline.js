/** The codebook over the review page, to be read without leaving the claim. */

import { pageAt } from "./pages.js";

/**
 * Read the guideline without leaving the claim.
 * @param {HTMLElement} review
 * @param {HTMLAnchorElement} link
 */
export async function open(review, link) {
  const page = await pageAt(link.href);
  if (!page) return;
  const dialog = document.createElement("dialog");
  dialog.className = "guide";
  const done = document.createElement("button");
  done.textContent = "Close";
  done.addEventListener("click", () => dialog.close());
  for (const named of page.querySelectorAll("[id]")) named.removeAttribute("id");
  for (const needless of page.querySelectorAll("nav, .no-print")) needless.remove();
  dialog.setAttribute("aria-label", page.querySelector("h1").textContent);
  dialog.append(done, ...page.children);
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus({ preventScroll: true });
  });
  review.append(dialog);
  dialog.showModal();
}
