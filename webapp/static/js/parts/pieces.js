/** Words of the article: which are selected, and putting them into the field for a claim's words. */

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
 * Where a point stands in the text of all blocks together, or -1 outside of them.
 * @param {Element[]} blocks
 * @param {Node} node
 * @param {number} offset
 */
function unitsInAll(blocks, node, offset) {
  const index = blocks.findIndex((block) => block.contains(node));
  if (index < 0) return -1;
  const before = blocks.slice(0, index).reduce((sum, block) => sum + block.textContent.length, 0);
  return before + unitsBefore(blocks[index], node, offset);
}

/**
 * The selected words without blanks at their ends, or why they cannot be taken.
 * @param {Element} root what holds the blocks of the text, each with its place in `data-offset`
 * @param {Range | null} range
 * @returns {Piece | string}
 */
export function pieceOf(root, range) {
  if (!range || range.collapsed) return NONE;
  const blocks = [...root.querySelectorAll("[data-offset]")];
  const text = blocks.map((block) => block.textContent).join("");
  const first = unitsInAll(blocks, range.startContainer, range.startOffset);
  const last = unitsInAll(blocks, range.endContainer, range.endOffset);
  if (first < 0 || last < 0) return NONE;
  const chosen = text.slice(first, last);
  const words = chosen.trim();
  if (!words) return NONE;
  const from = first + chosen.indexOf(words);
  const start = codePointsBefore(text, from);
  const end = codePointsBefore(text, from + words.length);
  if (start === null || end === null) return CUT;
  const base = Number(blocks[0].dataset.offset);
  return { start: base + start, end: base + end, words: words.replace(/\s+/g, " ") };
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
export function take(field, piece) {
  const places = field.form.elements.namedItem(`${field.name}-places`);
  const others = field.dataset.pieces === "one" ? [] : piecesOf(field, places);
  const apart = others.filter((other) => other.end <= piece.start || other.start >= piece.end);
  const kept = [...apart, piece].sort((a, b) => a.start - b.start);
  field.value = kept.map((one) => one.words).join("\n");
  const found = kept.filter((one) => one.start >= 0);
  places.value = found.map((one) => `${one.start}-${one.end}`).join(" ");
  for (const answer of field.closest(".field").querySelectorAll(".places")) answer.remove();
}
