/** Keys that press the buttons, links and radios of a page which name them in `data-key`. */

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
 * Press one element: a checked radio gives way to the "not answered" one of its group.
 * @param {HTMLElement} element
 */
function press(element) {
  if (element instanceof HTMLInputElement && element.type === "radio" && element.checked) {
    const none = element.form.querySelector(`input[name="${element.name}"][value=""]`);
    none?.click();
    return;
  }
  if (element instanceof HTMLInputElement) element.focus({ preventScroll: true });
  element.click();
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
    const element = root.querySelector(`[data-key="${CSS.escape(name)}"]:not(:disabled, [hidden])`);
    if (!element || (isSingle && !isWithin(root, event.target)) || (isCovered && isSingle)) return;
    event.preventDefault();
    if (!event.repeat && !isCovered) press(element);
  }

  document.addEventListener("keydown", onKey);
}
