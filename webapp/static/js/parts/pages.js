/** Other pages' forms as parts of the review page: fetched when asked for, sent without leaving it. */

import { adoptStyles, announce, arriveFrom, enhanceAll, guard, keep, LOST, mainOf, post, refusalIn } from "../main.js";
import { nameApart } from "./names.js";
import { pieceOf, take } from "./pieces.js";

const FIELD = "input:is([type=radio], [type=text]), textarea";

/**
 * The `main` of another of our pages.
 * @param {string} href
 */
export async function pageAt(href) {
  const answer = await fetch(href, { headers: { Accept: "text/html; fragment" }, credentials: "same-origin" });
  const main = answer.ok ? mainOf(await answer.text()) : null;
  if (!main) location.assign(href);
  return main;
}

/**
 * Close the part, and show again what it stood in the place of.
 * @param {HTMLElement} desk
 */
function close(desk) {
  desk.querySelector(".part")?.remove();
  for (const covered of desk.querySelectorAll(".side > [data-covered]")) {
    covered.hidden = false;
    covered.removeAttribute("data-covered");
  }
  const card = desk.querySelector(".card.now");
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "start" });
}

/**
 * Send the form of the part: what is refused is said in it, what is saved leads on.
 * @param {HTMLElement} desk
 * @param {SubmitEvent} event
 */
async function send(desk, event) {
  const form = event.target;
  event.preventDefault();
  event.stopPropagation();
  if (form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  try {
    if (form.method === "get") {
      await show(desk, await pageAt(`${form.action}?${new URLSearchParams(new FormData(form))}`));
      return;
    }
    const answer = await post(form, event.submitter);
    const fresh = mainOf(await answer.text());
    const refusal = refusalIn(answer, fresh);
    if (refusal) keep(form, refusal);
    else if (answer.redirected) await arriveFrom(form, answer, fresh);
    else await show(desk, fresh);
  } catch {
    keep(form, LOST);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

/**
 * Show the form of a page in the place of the card and its buttons.
 * @param {HTMLElement} desk
 * @param {Element} page
 */
async function show(desk, page) {
  adoptStyles(page.ownerDocument);
  desk.querySelector(".part")?.remove();
  const part = document.createElement("section");
  part.className = "part";
  part.tabIndex = -1;
  const heading = document.createElement("h2");
  heading.textContent = page.querySelector("h1").textContent;
  part.setAttribute("aria-label", heading.textContent);
  const back = document.createElement("button");
  back.type = "button";
  back.textContent = "Back to the claim";
  const guards = [];
  const leave = () => {
    if (guards.every((mayGo) => mayGo())) close(desk);
  };
  back.addEventListener("click", leave);
  const words = page.querySelector(".words, .as-part");
  const body = words ? [...words.children] : [...page.querySelectorAll(":scope > form")];
  part.append(heading, ...body, back);
  nameApart(part);
  for (const link of part.querySelectorAll("form .row > a")) link.remove();
  part.querySelector("form .go")?.setAttribute("data-key", "ctrl+enter");
  part.addEventListener("submit", (event) => send(desk, event));
  part.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  for (const covered of desk.querySelectorAll(".card.now, .decide, .others")) {
    covered.hidden = true;
    covered.dataset.covered = "";
  }
  // The page that it stands in sends its forms and hears its keys.
  for (const one of part.querySelectorAll("[data-enhance='live-form'], [data-enhance='shortcuts']")) {
    one.removeAttribute("data-enhance");
  }
  desk.querySelector(".card.now").before(part);
  part.focus({ preventScroll: true });
  await enhanceAll(part);
  if (!part.isConnected) return;
  for (const form of part.querySelectorAll("form")) guards.push(guard(desk, form));
  const wrong = part.querySelector("[aria-invalid=true]:not(fieldset), fieldset:has(.error) input");
  const first = part.querySelector(".waiting") ? null : part.querySelector(FIELD);
  const target = wrong ?? first ?? part;
  target.focus({ preventScroll: true });
  part.scrollIntoView({ block: "start" });
  announce([heading.textContent, ...[...part.querySelectorAll(".error")].map((one) => one.textContent)].join(". "));
}

/**
 * Show the page of a link as a part of this one.
 * @param {HTMLElement} desk
 * @param {HTMLAnchorElement} link
 */
export async function open(desk, link) {
  const page = await pageAt(link.href);
  if (page) await show(desk, page);
}

/**
 * Open the form of a link with the selected words in its field for the content.
 * @param {HTMLElement} desk
 * @param {HTMLAnchorElement} link
 * @param {Range} range
 */
export async function openWith(desk, link, range) {
  const piece = pieceOf(desk.querySelector(".page"), range);
  if (typeof piece === "string") {
    announce(piece);
    return;
  }
  await open(desk, link);
  const field = desk.querySelector(".part textarea[name=content]");
  if (field) take(field, piece);
}
