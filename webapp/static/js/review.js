/** The current claim: in sight, with the focus; suggestions to take over; nothing lost unsaved. */

import { announce } from "./main.js";

const UNSAVED = "What you typed for this claim is not saved. Go on without it?";

/**
 * What a form would send.
 * @param {HTMLFormElement | null} form
 */
const contentOf = (form) => (form ? new URLSearchParams(new FormData(form)).toString() : "");

/**
 * Whether sending the form takes the page away: a dialog and a hint only close.
 * @param {HTMLFormElement} form
 */
const leaves = (form) => form.method !== "dialog" && !("closes" in form.dataset);

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
      } else if (leaves(event.target) && isUnsaved() && !confirm(UNSAVED)) {
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
 * Put the focus on a radio, or around a list of choices, in which the next letter would choose.
 * @param {HTMLElement} field
 */
function focusBeside(field) {
  const target = field instanceof HTMLSelectElement ? field.closest(".field") : field;
  if (target !== field) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/**
 * Let a button take over what the engine suggests for a field; without JavaScript the server does.
 * @param {HTMLElement} suggestion
 */
function offer(suggestion) {
  const button = suggestion.querySelector("button");
  const chosen = suggestion.querySelector(".hint");
  const { field: name, value } = suggestion.dataset;
  const field = button.form.elements.namedItem(name);

  function show() {
    button.hidden = field.value === value;
    chosen.hidden = !button.hidden;
  }

  button.addEventListener("click", (event) => {
    event.preventDefault();
    const cover = suggestion.closest("details");
    if (cover) cover.open = true;
    field.value = value;
    const target = field instanceof RadioNodeList ? [...field].find((radio) => radio.checked) : field;
    target.dispatchEvent(new Event("change", { bubbles: true }));
    focusBeside(target);
    target.scrollIntoView({ block: "nearest" });
    announce(`${suggestion.querySelector("b").textContent}: chosen, not saved yet.`);
  });
  button.form.addEventListener("change", show);
  show();
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
  if (form) guard(desk, form);
  const target = desk.querySelector("[data-focus]") ?? card;
  desk.querySelector(".mark.now")?.scrollIntoView({ block: "center" });
  target.scrollIntoView({ block: "nearest" });
  target.focus({ preventScroll: true });
  announce(card.querySelector(".by").textContent.trim().replace(/\s+/g, " "));
}
