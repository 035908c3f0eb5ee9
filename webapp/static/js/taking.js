/** Buttons by which people take words along: they copy what a field holds, or print the page. */

import { announce } from "./main.js";

const COPIED = "Copied.";
const BY_HAND = "This browser does not let pages copy. The words are selected: copy them by hand.";

/** Until what a click opens is open. */
const shown = () => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * Put the words of the field on the clipboard; where the browser refuses, select them.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @returns {Promise<string>} what became of it
 */
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return COPIED;
  } catch {
    await shown();
    field.focus();
    field.select();
    return BY_HAND;
  }
}

/**
 * Let a button, or what opens the field, copy it. Where there is no field, the button prints.
 * @param {HTMLElement} element
 */
export function enhance(element) {
  const field = element.querySelector("[readonly]");
  const button = element.querySelector("summary, button");
  button.hidden = false;
  if (!field) {
    button.addEventListener("click", () => print());
    return;
  }
  const told = document.createElement("p");
  told.className = "hint told";
  button.addEventListener("click", async () => {
    if (element.open) return;
    told.textContent = await copy(field);
    element.append(told);
    announce(told.textContent);
  });
}
