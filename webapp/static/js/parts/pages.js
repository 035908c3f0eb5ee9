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
 * @param {HTMLElement} review
 */
function close(review) {
  review.querySelector(".part")?.remove();
  for (const covered of review.querySelectorAll(".side > [data-covered]")) {
    covered.hidden = false;
    covered.removeAttribute("data-covered");
  }
  const card = review.querySelector(".card.now");
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "start" });
}

/**
 * Send the form of the part: what is refused is said in it, what is saved leads on.
 * @param {HTMLElement} review
 * @param {SubmitEvent} event
 */
async function send(review, event) {
  const form = event.target;
  event.preventDefault();
  event.stopPropagation();
  if (form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  try {
    if (form.method === "get") {
      await show(review, await pageAt(`${form.action}?${new URLSearchParams(new FormData(form))}`));
      return;
    }
    const answer = await post(form, event.submitter);
    const fresh = mainOf(await answer.text());
    const refusal = refusalIn(answer, fresh);
    if (refusal) keep(form, refusal);
    else if (answer.redirected) await arriveFrom(form, answer, fresh);
    else await show(review, fresh);
  } catch {
    keep(form, LOST);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

/**
 * Show the form of a page in the place of the card and its buttons.
 * @param {HTMLElement} review
 * @param {Element} page
 */
async function show(review, page) {
  adoptStyles(page.ownerDocument);
  review.querySelector(".part")?.remove();
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
    if (guards.every((mayGo) => mayGo())) close(review);
  };
  back.addEventListener("click", leave);
  const words = page.querySelector(".words, .as-part");
  const body = words ? [...words.children] : [...page.querySelectorAll(":scope > form")];
  part.append(heading, ...body, back);
  nameApart(part);
  for (const link of part.querySelectorAll("form .row > a")) link.remove();
  part.querySelector("form .go")?.setAttribute("data-key", "ctrl+enter");
  part.addEventListener("submit", (event) => send(review, event));
  part.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  for (const covered of review.querySelectorAll(".card.now, .decide, .others")) {
    covered.hidden = true;
    covered.dataset.covered = "";
  }
  // The page that it stands in sends its forms and hears its keys.
  for (const one of part.querySelectorAll("[data-enhance='live-form'], [data-enhance='shortcuts']")) {
    one.removeAttribute("data-enhance");
  }
  review.querySelector(".card.now").before(part);
  part.focus({ preventScroll: true });
  await enhanceAll(part);
  if (!part.isConnected) return;
  for (const form of part.querySelectorAll("form")) guards.push(guard(review, form));
  const wrong = part.querySelector("[aria-invalid=true]:not(fieldset), fieldset:has(.error) input");
  const first = part.querySelector(".waiting") ? null : part.querySelector(FIELD);
  const target = wrong ?? first ?? part;
  target.focus({ preventScroll: true });
  part.scrollIntoView({ block: "start" });
  announce([heading.textContent, ...[...part.querySelectorAll(".error")].map((one) => one.textContent)].join(". "));
}

/**
 * Show the page of a link as a part of this one.
 * @param {HTMLElement} review
 * @param {HTMLAnchorElement} link
 */
export async function open(review, link) {
  const page = await pageAt(link.href);
  if (page) await show(review, page);
}

/**
 * Open the form of a link with the selected words in its field for the content.
 * @param {HTMLElement} review
 * @param {HTMLAnchorElement} link
 * @param {Range} range
 */
export async function openWith(review, link, range) {
  const piece = pieceOf(review.querySelector(".page"), range);
  if (typeof piece === "string") {
    announce(piece);
    return;
  }
  await open(review, link);
  const field = review.querySelector(".part textarea[name=content]");
  if (field) take(field, piece);
}
