/** Sends a form by fetch to its own address and shows the answer's `main`, without a reload. */

import { announce, arriveFrom, keep, LOST, mainOf, post, refusalIn } from "./main.js";

/**
 * Send the same fields to the same address that the form without JavaScript would.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 * @returns {Promise<string>} why the form has to stay, if it has to
 */
async function send(form, button) {
  const answer = await post(form, button);
  const fresh = mainOf(await answer.text());
  const refusal = refusalIn(answer, fresh);
  if (!refusal && "closes" in form.dataset) close(form);
  else if (!refusal) await arriveFrom(form, answer, fresh);
  return refusal;
}

/**
 * Take a hint with its form off the page, which keeps what is typed in it.
 * @param {HTMLFormElement} form
 */
function close(form) {
  form.parentElement.remove();
  const target = document.querySelector("[data-focus]") ?? document.getElementById("main");
  target.focus({ preventScroll: true });
  announce("The hint is closed.");
}

/**
 * Make the form live: without JavaScript it works as it stands.
 * @param {HTMLFormElement} form
 */
export function enhance(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.hasAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    try {
      const refusal = await send(form, event.submitter);
      if (refusal) keep(form, refusal);
    } catch {
      keep(form, LOST);
    } finally {
      form.removeAttribute("aria-busy");
    }
  });
}
