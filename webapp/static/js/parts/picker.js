/** What a selection in the text offers: a claim from these words, or more words for the current one. */

import { openWith } from "./pages.js";

/**
 * Put the picker below the selection, or above it where it would cover the current claim or the edge.
 * @param {HTMLElement} picker
 * @param {HTMLElement} page
 * @param {Range} range
 */
function place(picker, page, range) {
  picker.hidden = false;
  const [words, box] = [range.getBoundingClientRect(), picker.getBoundingClientRect()];
  const covers = (top) =>
    top + box.height > innerHeight ||
    [...page.querySelectorAll(".mark.now")].some((mark) => {
      const own = mark.getBoundingClientRect();
      return own.top < top + box.height && own.bottom > top;
    });
  const below = words.bottom + 4;
  const top = covers(below) ? words.top - box.height - 4 : below;
  picker.style.setProperty("top", `${Math.max(4, top)}px`);
  picker.style.setProperty("left", `${Math.max(4, Math.min(words.left, innerWidth - box.width - 4))}px`);
}

/**
 * Offer a claim from the words that are selected in the text.
 * @param {HTMLElement} review
 * @param {HTMLElement} picker
 */
export function pickWords(review, picker) {
  const page = review.querySelector(".page");
  let range = null;

  function onSelect() {
    if (!picker.isConnected) {
      document.removeEventListener("selectionchange", onSelect);
      return;
    }
    const selection = document.getSelection();
    const now = selection.rangeCount ? selection.getRangeAt(0) : null;
    const isWords = now && !now.collapsed && page.contains(now.commonAncestorContainer);
    if (isWords && !review.querySelector(".part")) {
      range = now.cloneRange();
      place(picker, page, range);
    } else {
      picker.hidden = true;
    }
  }
  document.addEventListener("selectionchange", onSelect);
  onSelect();
  picker.addEventListener("pointerdown", (event) => event.preventDefault());
  for (const button of picker.querySelectorAll("button")) {
    button.addEventListener("click", async () => {
      picker.hidden = true;
      await openWith(review, review.querySelector(`a[data-part=${button.value}]`), range);
    });
  }
}
