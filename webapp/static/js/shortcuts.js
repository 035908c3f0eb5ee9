/** Keys that press the buttons, links and radios of a page which name them in `data-key`. */

const WRITING = "input:not([type=radio], [type=checkbox], [type=button], [type=submit]), textarea, select, [contenteditable]";

/**
 * How `data-key` writes the pressed key: `ctrl+enter`, `j`, `?`; nothing for other combinations.
 * @param {KeyboardEvent} event
 */
function nameOf(event) {
  const key = event.key.toLowerCase();
  if (event.altKey || event.isComposing) return "";
  return event.ctrlKey || event.metaKey ? `ctrl+${key}` : key;
}

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
    const isWriting = event.target instanceof Element && event.target.closest(WRITING) !== null;
    if (root.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && isWriting) {
      root.querySelector(".card.now")?.focus({ preventScroll: true });
      return;
    }
    const name = nameOf(event);
    const isSingle = !name.startsWith("ctrl+");
    if (!name || event.repeat || (isSingle && (isWriting || !("singleKeys" in root.dataset)))) {
      return;
    }
    const element = root.querySelector(`[data-key="${CSS.escape(name)}"]:not(:disabled, [hidden])`);
    if (!element) return;
    event.preventDefault();
    press(element);
  }

  document.addEventListener("keydown", onKey);
}
