/** One box ticks every row of the page, and says how many are ticked. */

/**
 * Put the box above the list; without JavaScript each row is ticked by itself.
 * @param {HTMLFormElement} form
 */
export function enhance(form) {
  const boxes = [...form.querySelectorAll("input[name=chosen]")];
  const buttons = form.querySelector(".choosing");
  if (!buttons || boxes.length === 0) return;
  const all = document.createElement("input");
  all.type = "checkbox";
  const label = document.createElement("label");
  label.className = "tick";
  const words = document.createElement("span");
  label.append(all, words);
  buttons.prepend(label);

  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    all.checked = count === boxes.length;
    all.indeterminate = count > 0 && !all.checked;
    words.textContent = `All on this page (${count} of ${boxes.length} ticked)`;
    for (const button of buttons.querySelectorAll("button")) button.disabled = count === 0;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  form.addEventListener("change", tell);
  addEventListener("pageshow", tell);
  tell();
}
