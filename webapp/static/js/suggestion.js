/** Lets a button take over what the engine suggests for a field; without JavaScript the server does. */

import { announce } from "./main.js";

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
 * Offer the suggestion while the field holds something else.
 * @param {HTMLElement} suggestion
 */
export function enhance(suggestion) {
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
