/** Keys that press the buttons, links and radios of a page which name them in `data-key`. */

import { announce } from "./main.js";

const WRITING = "input:not([type=radio], [type=checkbox], [type=button], [type=submit]), textarea, select, [contenteditable]";

/** Where Dvorak has its marks and others have Q, W and E: these keys are no letters there. */
const DVORAK = { KeyQ: "'", KeyW: ",", KeyE: "." };
/** What layouts of other scripts write with the key that is `/` and `?` on a Latin one. */
const SLASH = { ".": "/", ",": "?" };

/**
 * The Latin letter, digit or mark of a key, whichever script the keyboard writes: what it writes
 * where that is Latin, else its place on the keyboard.
 * @param {KeyboardEvent} event
 */
function latinOf(event) {
  const key = event.key.toLowerCase();
  if (key.length > 1 || /[a-z0-9]/.test(key) || DVORAK[event.code] === key) return key;
  if (event.code.startsWith("Key")) return event.code.slice(3).toLowerCase();
  if (event.code.startsWith("Digit") && !event.shiftKey) return event.code.slice(5);
  return event.code === "Slash" ? (SLASH[key] ?? key) : key;
}

/**
 * How `data-key` writes the pressed key: `ctrl+enter`, `j`, `?`; nothing for other combinations.
 * @param {KeyboardEvent} event
 */
function nameOf(event) {
  if (event.altKey) return "";
  return event.ctrlKey || event.metaKey ? `ctrl+${latinOf(event)}` : latinOf(event);
}

/**
 * Somebody is putting a character together from several keys, or chooses one from a list.
 * @param {KeyboardEvent} event
 */
const isComposing = (event) => event.isComposing || event.keyCode === 229;

/**
 * Clear a choice: nothing of its group is chosen then.
 * @param {HTMLInputElement} radio
 */
function clear(radio) {
  radio.checked = false;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

/**
 * Let a click on what is chosen clear it, as its key does.
 * @param {HTMLElement} root
 */
function clearBySecondClick(root) {
  let chosen = null;
  root.addEventListener("pointerdown", (event) => {
    const radio = event.target.closest(".segments label")?.control;
    chosen = radio?.checked ? radio : null;
  });
  root.addEventListener("click", (event) => {
    if (event.target === chosen && event.detail > 0) clear(chosen);
  });
}

/**
 * Say why a choice cannot be made, beside it.
 * @param {HTMLElement} element
 */
function refuse(element) {
  const option = element.closest(".option");
  if (!option) return;
  option.classList.add("asked");
  setTimeout(() => option.classList.remove("asked"), 6_000);
  announce(option.querySelector(".means").textContent.trim());
}

/**
 * Press one element: a radio that is checked is cleared, a list of choices gets the focus.
 * @param {HTMLElement} element
 */
function press(element) {
  if (element.disabled) {
    refuse(element);
  } else if (element instanceof HTMLSelectElement) {
    element.focus();
  } else if (element instanceof HTMLInputElement && element.checked) {
    clear(element);
  } else {
    if (element instanceof HTMLInputElement) element.focus({ preventScroll: true });
    element.click();
  }
}

/**
 * Keys of a part of the page count only while it has the focus and can be seen.
 * @param {HTMLElement} root
 * @param {EventTarget | null} target
 */
function isWithin(root, target) {
  if (!("keysWithin" in root.dataset)) return true;
  const { top, bottom } = root.getBoundingClientRect();
  return root.contains(target) && bottom > 0 && top < innerHeight;
}

/**
 * Let buttons with `data-opens` open their dialogs; without JavaScript they stay hidden.
 * @param {HTMLElement} root
 */
function offerDialogs(root) {
  for (const button of root.querySelectorAll("[data-opens]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      document.getElementById(button.dataset.opens).showModal();
    });
  }
}

/**
 * Listen while the element is on the page.
 * @param {HTMLElement} root
 */
export function enhance(root) {
  offerDialogs(root);
  clearBySecondClick(root);

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (!root.isConnected) {
      document.removeEventListener("keydown", onKey);
      return;
    }
    if (isComposing(event)) return;
    const isWriting = event.target instanceof Element && event.target.closest(WRITING) !== null;
    const isCovered = root.querySelector("dialog[open]") !== null;
    if (event.key === "Escape" && isWriting && !isCovered) {
      root.querySelector(".card.now")?.focus({ preventScroll: true });
      return;
    }
    const name = nameOf(event);
    const isSingle = !name.startsWith("ctrl+");
    if (!name || (isSingle && (isWriting || !("singleKeys" in root.dataset)))) return;
    const named = root.querySelectorAll(`[data-key="${CSS.escape(name)}"]:not(button:disabled)`);
    const element = [...named].find((one) => !one.closest("[hidden]"));
    if (!element || (isSingle && !isWithin(root, event.target)) || (isCovered && isSingle)) return;
    event.preventDefault();
    if (!event.repeat && !isCovered) press(element);
  }

  document.addEventListener("keydown", onKey);
}
