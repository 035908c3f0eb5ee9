/** Fills the fields for a claim's words from what is selected in the article's text. */

import { announce } from "./main.js";
import { pieceOf, take } from "./parts/pieces.js";

const HOW = "Select words in the article, by mouse or with Shift and the arrow keys, then:";

/**
 * Let a caret into the text, but no change.
 * @param {HTMLElement} text
 */
function openToCaret(text) {
  const original = [...text.childNodes].map((node) => node.cloneNode(true));
  const attributes = { contenteditable: "true", role: "textbox", "aria-multiline": "true",
    "aria-readonly": "true", "aria-label": "Text of the article", inputmode: "none", spellcheck: "false" };
  for (const [name, value] of Object.entries(attributes)) text.setAttribute(name, value);
  for (const kind of ["beforeinput", "drop", "paste", "cut"]) {
    text.addEventListener(kind, (event) => event.preventDefault());
  }
  text.addEventListener("input", () => text.replaceChildren(...original.map((node) => node.cloneNode(true))));
}

/**
 * Offer a button per field that takes the selected words.
 * @param {HTMLFormElement} form
 */
export function enhance(form) {
  const alone = document.querySelector("[data-article-text]");
  const text = alone?.parentElement ?? document.querySelector(".review .page");
  const tools = document.createElement("div");
  tools.className = "takers";
  const says = document.createElement("p");
  says.textContent = HOW;
  const row = document.createElement("div");
  row.className = "row";
  tools.append(says, row);
  let range = null;

  const remember = () => {
    const selection = document.getSelection();
    const now = selection.rangeCount ? selection.getRangeAt(0) : null;
    if (now && text.contains(now.commonAncestorContainer)) range = now.cloneRange();
  };
  document.addEventListener("selectionchange", remember);
  for (const field of form.querySelectorAll("textarea[data-pieces]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `Take as ${field.labels[0].textContent.toLowerCase()}`;
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      remember();
      const piece = pieceOf(text, range);
      if (typeof piece !== "string") take(field, piece);
      says.textContent = typeof piece === "string" ? piece : `${field.labels[0].textContent}: ${piece.words}`;
      announce(says.textContent);
    });
    field.addEventListener("input", () => {
      const places = form.elements.namedItem(`${field.name}-places`);
      places.value = places.dataset.places = "";
    });
    row.append(button);
  }
  if (alone) openToCaret(alone);
  if (alone) alone.after(tools);
  else form.prepend(tools);
  text.querySelector(".mark.now")?.scrollIntoView({ block: "center" });
}
