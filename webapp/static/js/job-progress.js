/** How far a job is, asked for again and again while it runs; without this a link does the same. */

import { announce, enhanceAll, mainOf } from "./main.js";

const EVERY_MS = 2000;
const SLOWEST_MS = 30000;

/**
 * The same job as the server shows it now; nothing where it does not answer.
 * @returns {Promise<Element | null>}
 */
async function askedAgain() {
  try {
    const headers = { Accept: "text/html; fragment" };
    const answer = await fetch(location.href, { headers, credentials: "same-origin" });
    return answer.ok && !answer.redirected ? (mainOf(await answer.text())?.querySelector("#job") ?? null) : null;
  } catch {
    return null;
  }
}

/**
 * Put what the job has come to in the place of what is shown.
 * @param {HTMLElement} shown
 * @param {Element} fresh
 */
function change(shown, fresh) {
  if (fresh.dataset.state === shown.dataset.state) {
    shown.querySelector("[data-live]").replaceWith(fresh.querySelector("[data-live]"));
    return;
  }
  const hadFocus = shown.contains(document.activeElement);
  shown.replaceWith(fresh);
  enhanceAll(document);
  if (hadFocus) fresh.focus({ preventScroll: true });
  announce(fresh.querySelector(".standing").textContent.trim());
}

/**
 * Follow the job until its state changes: what takes its place follows it on.
 * @param {HTMLElement} element
 */
export function enhance(element) {
  element.querySelector("#look-again")?.remove();
  let pause = EVERY_MS;
  const look = async () => {
    if (!element.isConnected) return;
    const fresh = document.hidden ? null : await askedAgain();
    if (!element.isConnected) return;
    if (fresh && !element.querySelector("[aria-busy]")) change(element, fresh);
    pause = fresh || document.hidden ? EVERY_MS : Math.min(2 * pause, SLOWEST_MS);
    setTimeout(look, pause);
  };
  setTimeout(look, pause);
}
