/** Sends a form by fetch to its own address and shows the answer's `main`, without a reload. */

import { announce, mainOf, replaceMain } from "./main.js";

const LOST = "The server did not answer. Nothing was saved; what you typed is still here.";

/**
 * Where the form, or the button that sends it, goes.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
function addressOf(form, button) {
  return button?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
}

/**
 * Send the same fields to the same address that the form without JavaScript would.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
async function send(form, button) {
  const answer = await fetch(new URL(addressOf(form, button), location.href), {
    method: "POST",
    body: new URLSearchParams(new FormData(form, button)),
    headers: { Accept: "text/html; fragment" },
    credentials: "same-origin",
  });
  const fresh = mainOf(await answer.text());
  if (!fresh) throw new Error("the answer has no main");
  if (answer.redirected) history.pushState({}, "", answer.url);
  await replaceMain(fresh);
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
      await send(form, event.submitter);
    } catch {
      announce(LOST);
      const words = document.createElement("p");
      words.className = "error";
      words.textContent = LOST;
      form.append(words);
    } finally {
      form.removeAttribute("aria-busy");
    }
  });
}

addEventListener("popstate", () => location.reload());
