/** What is proposed for a claim: nothing of it counts before a person takes it. */

import { announce } from "../main.js";

/**
 * Take all that is proposed where nothing is chosen, and offer it again once something is cleared.
 * @param {HTMLElement} card
 * @param {HTMLButtonElement} button
 */
export function takeAll(card, button) {
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
  const named = card.querySelector(".source input.guess");
  const show = () => {
    button.hidden = !named?.classList.contains("guess") && !places.some((place) => place.isOpen());
  };
  for (const place of places.filter((one) => one.isOpen())) place.take();
  named?.classList.remove("guess");
  for (const fold of card.querySelectorAll("details:has([data-proposed])")) fold.open = true;
  if (button.contains(document.activeElement)) card.focus({ preventScroll: true });
  button.form.dispatchEvent(new Event("change", { bubbles: true }));
  announce("Proposals taken, not saved yet.");
  button.form.addEventListener("change", show);
  button.form.addEventListener("input", show);
  show();
}
