/** The current claim: in sight, with the focus; possible ones in reach; a sensitive text as it was left. */

import { announce } from "./main.js";
import { enhance as offer } from "./suggestion.js";
import { enhance as guard } from "./unsaved.js";

/**
 * Keep a sensitive text open, once its reader has opened it, until the browser is closed.
 * @param {HTMLDetailsElement} cover
 */
function keepOpen(cover) {
  const key = `shown ${cover.dataset.article}`;
  cover.open ||= sessionStorage.getItem(key) !== null;
  cover.addEventListener("toggle", () => {
    if (cover.open) sessionStorage.setItem(key, "");
    else sessionStorage.removeItem(key);
  });
}

/**
 * Let the next and the previous claim be a possible one while those are not folded away.
 * @param {HTMLElement} desk
 * @param {HTMLDetailsElement} fold
 */
function follow(desk, fold) {
  fold.addEventListener("toggle", () => {
    for (const link of desk.querySelectorAll("[data-unfolded]")) {
      const href = fold.open ? link.dataset.unfolded : link.dataset.folded;
      link.hidden = !href;
      if (href) link.href = href;
    }
  });
}

/**
 * Show the claim's words and put the focus on its card.
 * @param {HTMLElement} desk
 */
export function enhance(desk) {
  const cover = desk.closest("details");
  if (cover) keepOpen(cover);
  const fold = desk.querySelector(".possible");
  if (fold) follow(desk, fold);
  desk.querySelectorAll(".suggestion").forEach(offer);
  const card = desk.querySelector(".card.now");
  if (!card) return;
  const form = card.querySelector("form.tag-form");
  if (form) guard(form);
  const target = desk.querySelector("[data-focus]") ?? card;
  desk.querySelector(".mark.now")?.scrollIntoView({ block: "center" });
  target.scrollIntoView({ block: "nearest" });
  target.focus({ preventScroll: true });
  announce(card.querySelector(".by").textContent.trim().replace(/\s+/g, " "));
}
