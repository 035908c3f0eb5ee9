/** Brings the current claim into sight with the focus on its card, and guards what is not saved. */

import { announce } from "./main.js";

const UNSAVED = "What you typed for this claim is not saved. Go on without it?";

/**
 * What a form would send.
 * @param {HTMLFormElement | null} form
 */
const contentOf = (form) => (form ? new URLSearchParams(new FormData(form)).toString() : "");

/**
 * Ask before another button or link of the page throws away what was typed.
 * @param {HTMLElement} desk
 * @param {HTMLFormElement} form
 */
function guard(desk, form) {
  const loaded = form.querySelector(".refusal, .error") ? "" : contentOf(form);
  const isUnsaved = () => form.isConnected && !form.hasAttribute("aria-busy") && contentOf(form) !== loaded;

  /** @param {BeforeUnloadEvent} event */
  function onLeave(event) {
    if (!form.isConnected) removeEventListener("beforeunload", onLeave);
    else if (isUnsaved()) event.preventDefault();
  }
  addEventListener("beforeunload", onLeave);

  desk.addEventListener(
    "submit",
    (event) => {
      if (event.target === form) {
        // Without `live-form` the page itself is left now, on purpose.
        removeEventListener("beforeunload", onLeave);
        setTimeout(() => addEventListener("beforeunload", onLeave));
      } else if (event.target.method !== "dialog" && isUnsaved() && !confirm(UNSAVED)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    { capture: true },
  );
}

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
 * Show the claim's words and put the focus on its card.
 * @param {HTMLElement} desk
 */
export function enhance(desk) {
  const cover = desk.closest("details");
  if (cover) keepOpen(cover);
  const card = desk.querySelector(".card.now");
  if (!card) return;
  const form = card.querySelector("form.tag-form");
  if (form) guard(desk, form);
  const target = desk.querySelector("[data-focus]") ?? card;
  desk.querySelector(".mark.now")?.scrollIntoView({ block: "center" });
  target.scrollIntoView({ block: "nearest" });
  target.focus({ preventScroll: true });
  announce(card.querySelector(".by").textContent.trim().replace(/\s+/g, " "));
}
