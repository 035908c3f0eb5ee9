/** Sends a form by fetch to its own address and shows the answer's `main`, without a reload. */

import { announce, mainOf, replaceMain } from "./main.js";

const LOST = "The server did not answer. Nothing was saved.";
const KEPT = "What you typed is still here.";

/**
 * Where the form, or the button that sends it, goes.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
function addressOf(form, button) {
  return button?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
}

/** The address of the page, without the place in it. */
const pageAddress = () => location.pathname + location.search;

/**
 * What the server says where it gives nothing to go on with: a breakdown, a refusal without a form.
 * @param {Response} answer
 * @param {Element | null} fresh
 * @returns {string}
 */
function refusalIn(answer, fresh) {
  const isFinal = answer.status >= 500 || (!answer.ok && !fresh?.querySelector("form"));
  if (fresh && !isFinal) return "";
  return fresh?.querySelector("h1 + p")?.textContent.trim() ?? LOST;
}

/**
 * How to ask for the answer: the claim that is left says what of this page the next one keeps.
 * @param {HTMLFormElement} form
 */
function acceptOf(form) {
  const left = form.matches(".tag-form") ? form.closest(".card.now").id.replace("claim-", "") : "";
  return left ? `text/html; fragment; from=${left}` : "text/html; fragment";
}

/**
 * Move what stays as it is from this page to where a fresh one leaves it out.
 * @param {Element} fresh
 * @returns {boolean} whether all of it is there
 */
function keepIn(fresh) {
  const main = document.getElementById("main");
  const pairs = [...fresh.querySelectorAll("[data-kept]")].map((place) => {
    return { place, kept: main.querySelector(place.dataset.kept)?.closest(".paragraph, .card") };
  });
  if (pairs.some(({ kept }) => !kept)) return false;
  for (const { place, kept } of pairs) place.replaceWith(kept);
  return true;
}

/**
 * The whole page in the place of one that leaves out what is not there, with what that one said.
 * @param {Element} partial
 * @param {string} address
 */
async function wholeOf(partial, address) {
  const answer = await fetch(address, { headers: { Accept: "text/html; fragment" }, credentials: "same-origin" });
  const whole = mainOf(await answer.text());
  whole.prepend(...partial.querySelectorAll(":scope > .saved"));
  return whole;
}

/**
 * Send the same fields to the same address that the form without JavaScript would.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 * @returns {Promise<string>} why the form has to stay, if it has to
 */
async function send(form, button) {
  const answer = await fetch(new URL(addressOf(form, button), location.href), {
    method: "POST",
    body: new URLSearchParams(new FormData(form, button)),
    headers: { Accept: acceptOf(form) },
    credentials: "same-origin",
  });
  let fresh = mainOf(await answer.text());
  const refusal = refusalIn(answer, fresh);
  if (refusal) return refusal;
  if ("closes" in form.dataset) return close(form);
  if (!keepIn(fresh)) {
    fresh = await wholeOf(fresh, answer.url).catch(() => null);
    if (!fresh) {
      location.assign(answer.url);
      return "";
    }
  }
  if (answer.redirected) history.pushState({}, "", answer.url);
  fresh.dataset.address = pageAddress();
  await replaceMain(fresh);
  return "";
}

/**
 * Take a hint with its form off the page, which keeps what is typed in it.
 * @param {HTMLFormElement} form
 * @returns {string}
 */
function close(form) {
  form.parentElement.remove();
  const target = document.querySelector("[data-focus]") ?? document.getElementById("main");
  target.focus({ preventScroll: true });
  announce("The hint is closed.");
  return "";
}

/**
 * Say below the form why it is still there.
 * @param {HTMLFormElement} form
 * @param {string} refusal
 */
function keep(form, refusal) {
  const words = form.querySelector(".unsent") ?? document.createElement("p");
  words.className = "error unsent";
  words.textContent = `${refusal} ${KEPT}`;
  form.append(words);
  announce(words.textContent);
}

/**
 * Make the form live: without JavaScript it works as it stands.
 * @param {HTMLFormElement} form
 */
export function enhance(form) {
  document.getElementById("main").dataset.address ??= pageAddress();
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

// A link to a place on the page comes by here too: what is shown is the page that it asks for.
addEventListener("popstate", () => {
  if (document.getElementById("main").dataset.address !== pageAddress()) location.reload();
});
