/** Fills the fields for a claim's words from what is selected in the article's text. */

import { announce } from "./main.js";

const HOW = "Select words in the article, by mouse or with Shift and the arrow keys, then:";
const CUT = "The selection ends inside a character. Select it whole.";
const NONE = "Nothing is selected in the article.";

/** @typedef {{start: number, end: number, words: string}} Piece */

/**
 * Code points before a position that counts UTF-16 units; null inside a surrogate pair.
 * @param {string} text
 * @param {number} position
 * @returns {number | null}
 */
function codePointsBefore(text, position) {
  const isLow = (text.charCodeAt(position) & 0xfc00) === 0xdc00;
  const isHigh = (text.charCodeAt(position - 1) & 0xfc00) === 0xd800;
  if (isLow && isHigh) return null;
  let count = 0;
  for (const _ of text.slice(0, position)) count += 1;
  return count;
}

/**
 * UTF-16 units of the element's text before a point of it.
 * @param {Element} element
 * @param {Node} node
 * @param {number} offset
 */
function unitsBefore(element, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(node, offset);
  return range.toString().length;
}

/**
 * The selected words without blanks at their ends, or why they cannot be taken.
 * @param {Element} element
 * @param {Range | null} range
 * @returns {Piece | string}
 */
function pieceOf(element, range) {
  if (!range || range.collapsed || !element.contains(range.commonAncestorContainer)) return NONE;
  const text = element.textContent;
  const first = unitsBefore(element, range.startContainer, range.startOffset);
  const last = unitsBefore(element, range.endContainer, range.endOffset);
  const chosen = text.slice(first, last);
  const words = chosen.trim();
  if (!words) return NONE;
  const from = first + chosen.indexOf(words);
  const start = codePointsBefore(text, from);
  const end = codePointsBefore(text, from + words.length);
  if (start === null || end === null) return CUT;
  return { start, end, words: words.replace(/\s+/g, " ") };
}

/**
 * The pieces of a field: its lines, and where they stand as far as that is known.
 * @param {HTMLTextAreaElement} field
 * @param {HTMLInputElement} places
 * @returns {Piece[]}
 */
function piecesOf(field, places) {
  const lines = field.value.split("\n").filter((line) => line.trim());
  const known = (places.value || places.dataset.places).split(" ").filter(Boolean);
  return lines.map((words, index) => {
    const [start, end] = known.length === lines.length ? known[index].split("-").map(Number) : [-1, -1];
    return { start, end, words };
  });
}

/**
 * Put a piece into a field: alone, or among the others in place of those that it overlaps.
 * @param {HTMLTextAreaElement} field
 * @param {Piece} piece
 */
function take(field, piece) {
  const places = field.form.elements.namedItem(`${field.name}-places`);
  const others = field.dataset.pieces === "one" ? [] : piecesOf(field, places);
  const apart = others.filter((other) => other.end <= piece.start || other.start >= piece.end);
  const kept = [...apart, piece].sort((a, b) => a.start - b.start);
  field.value = kept.map((one) => one.words).join("\n");
  const found = kept.filter((one) => one.start >= 0);
  places.value = found.map((one) => `${one.start}-${one.end}`).join(" ");
  for (const answer of field.closest(".field").querySelectorAll(".places")) answer.remove();
}

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
  const text = document.querySelector("[data-article-text]");
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
  openToCaret(text);
  text.after(tools);
  text.querySelector(".now")?.scrollIntoView({ block: "center" });
}
