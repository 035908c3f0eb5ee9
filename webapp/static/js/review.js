/** The current claim: in sight, with the focus; proposals to take; nothing lost unsaved. */

import { announce, guard, mayLeave, pageAddress, visit } from "./main.js";

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
 * @param {HTMLElement} review
 * @param {HTMLDetailsElement | null} fold
 */
function follow(review, fold) {
  fold?.addEventListener("toggle", () => {
    for (const link of review.querySelectorAll("[data-unfolded]")) {
      const href = fold.open ? link.dataset.unfolded : link.dataset.folded;
      link.hidden = !href;
      if (href) link.href = href;
    }
  });
}

const isElsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

/**
 * Go from claim to claim without loading what both pages show.
 * @param {HTMLElement} review
 */
function goInPlace(review) {
  review.addEventListener("click", (event) => {
    const link = event.target.closest("a[href*='#mark-']");
    if (!link || event.defaultPrevented || isElsewhere(event)) return;
    if (link.pathname + link.search === pageAddress()) return;
    event.preventDefault();
    if (mayLeave()) visit(link.href, true);
  });
}

/**
 * Open the pages of these links as parts of this one.
 * @param {HTMLElement} review
 */
function offerParts(review) {
  review.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-part]");
    if (!link || isElsewhere(event)) return;
    event.preventDefault();
    link.closest("details.more-acts")?.removeAttribute("open");
    const part = await import(link.dataset.part === "read" ? "./parts/guideline.js" : "./parts/pages.js");
    await part.open(review, link);
  });
}

/**
 * Take all that is proposed where nothing is chosen, and offer it again once something is cleared.
 * @param {HTMLElement} card
 * @param {HTMLButtonElement} button
 */
function takeAll(card, button) {
  const places = [...card.querySelectorAll("[data-proposed]")].map((element) => {
    const isList = element instanceof HTMLSelectElement;
    const radios = isList ? [] : [...element.querySelectorAll("input")];
    return {
      element,
      isOpen: () => (isList ? !element.value : !radios.some((radio) => radio.checked)),
      take() {
        const { proposed } = element.dataset;
        if (isList) element.value = proposed;
        else radios.find((radio) => radio.value === proposed).checked = true;
      },
    };
  });
  const show = () => {
    button.hidden = !card.querySelector("input.guess") && !places.some((place) => place.isOpen());
  };
  for (const place of places.filter((one) => one.isOpen())) place.take();
  for (const name of card.querySelectorAll("input.guess")) name.classList.remove("guess");
  for (const fold of card.querySelectorAll("details:has([data-proposed])")) fold.open = true;
  if (button.contains(document.activeElement)) card.focus({ preventScroll: true });
  button.form.dispatchEvent(new Event("change", { bubbles: true }));
  announce("Proposals taken, not saved yet.");
  button.form.addEventListener("change", show);
  button.form.addEventListener("input", show);
  show();
}

/**
 * Let one button take all that is proposed; without JavaScript the server does.
 * @param {HTMLElement} card
 * @param {HTMLButtonElement | null} button
 */
function offerProposals(card, button) {
  for (const name of card.querySelectorAll("input.guess"))
    name.addEventListener("input", () => name.classList.remove("guess"));
  button?.addEventListener("click", (event) => {
    event.preventDefault();
    takeAll(card, button);
  });
}

/**
 * Offer a claim from the words that are selected in the text.
 * @param {HTMLElement} review
 * @param {HTMLElement | null} picker
 */
function offerPicker(review, picker) {
  if (!picker) return;
  async function onSelect() {
    if (picker.isConnected && document.getSelection().isCollapsed) return;
    document.removeEventListener("selectionchange", onSelect);
    if (picker.isConnected) (await import("./parts/picker.js")).pickWords(review, picker);
  }
  document.addEventListener("selectionchange", onSelect);
}

/**
 * Show the claim's words and put the focus on its card.
 * @param {HTMLElement} review
 */
export function enhance(review) {
  const cover = review.closest("details");
  if (cover) keepOpen(cover);
  follow(review, review.querySelector(".possible"));
  offerParts(review);
  goInPlace(review);
  const card = review.querySelector(".card.now");
  if (!card) return;
  offerPicker(review, review.querySelector(".picker"));
  for (const form of card.querySelectorAll("form")) guard(review, form);
  offerProposals(card, card.querySelector(".take"));
  const target = review.querySelector("[data-focus]") ?? card;
  review.querySelector(".mark.now")?.scrollIntoView({ block: "center" });
  target.scrollIntoView({ block: "nearest" });
  target.focus({ preventScroll: true });
  announce(card.querySelector(".by").textContent.trim().replace(/\s+/g, " "));
}
