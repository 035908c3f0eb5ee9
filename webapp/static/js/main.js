/**
 * Loads the behaviours that a page names in `data-enhance`, shows what the server answers to forms, and
 * owns the one trusted-types policy.
 */

const policy = window.trustedTypes?.createPolicy("fragment", { createHTML: (html) => html });

/**
 * The `main` element of one of our own server's answers.
 * @param {string} html
 * @returns {Element | null}
 */
export function mainOf(html) {
  const trusted = policy ? policy.createHTML(html) : html;
  return new DOMParser().parseFromString(trusted, "text/html").querySelector("main");
}

/**
 * Enhance every named element inside a root, once; what has left the page meanwhile needs it no more.
 * @param {ParentNode} root
 */
export async function enhanceAll(root) {
  const elements = [...root.querySelectorAll("[data-enhance]:not([data-enhanced])")];
  await Promise.all(
    elements.map(async (element) => {
      element.setAttribute("data-enhanced", "");
      const names = element.getAttribute("data-enhance").split(" ");
      for (const name of names) {
        const behaviour = await import(`./${name}.js`);
        if (element.isConnected) behaviour.enhance(element);
      }
    }),
  );
}

/**
 * Say something to people who cannot see the page change.
 * @param {string} words
 */
export function announce(words) {
  const region = document.getElementById("announcement");
  if (region) region.textContent = words;
}

/**
 * Link the style sheets of another of our pages that this one does not have yet.
 * @param {Document} other
 */
export function adoptStyles(other) {
  for (const link of other.querySelectorAll("link[rel=stylesheet]")) {
    const href = link.getAttribute("href");
    if (!document.querySelector(`link[href="${CSS.escape(href)}"]`)) document.head.append(link);
  }
}

/**
 * Show what another of our pages tells anew outside its `main`.
 * @param {Document} other
 */
function adoptFresh(other) {
  for (const told of other.querySelectorAll("[data-fresh]")) {
    document.querySelector(`[data-fresh="${CSS.escape(told.dataset.fresh)}"]`)?.replaceWith(told);
  }
}

/**
 * Put a new `main` in the place of the old one and move the focus to what is current in it.
 * @param {Element} fresh
 */
export async function replaceMain(fresh) {
  adoptStyles(fresh.ownerDocument);
  adoptFresh(fresh.ownerDocument);
  document.getElementById("main").replaceWith(fresh);
  document.title = fresh.getAttribute("data-title") ?? document.title;
  await enhanceAll(document);
  const target = fresh.querySelector("[data-focus]") ?? fresh;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
  const said = fresh.querySelector("[data-announce]") ?? fresh.querySelector("[data-focus] .by");
  // What is an alert says itself as soon as it is there.
  announce(said?.matches("[role=alert]") ? "" : (said?.textContent?.trim() ?? document.title));
}

export const LOST = "The server did not answer. Nothing was saved.";
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
export const pageAddress = () => location.pathname + location.search;

/**
 * What the server says where it gives nothing to go on with: a breakdown, a refusal without a form.
 * @param {Response} answer
 * @param {Element | null} fresh
 * @returns {string}
 */
export function refusalIn(answer, fresh) {
  const isFinal = answer.status >= 500 || (!answer.ok && !fresh?.querySelector("form"));
  if (fresh && !isFinal) return "";
  return fresh?.querySelector("h1 + p")?.textContent.trim() ?? LOST;
}

/**
 * How to ask for the answer: the claim that is left, and which there were, say what the next page keeps.
 * @param {Element | null} review
 */
function acceptOf(review) {
  const left = review?.querySelector(".card.now")?.id.replace("claim-", "");
  return left ? `text/html; fragment; from=${left}; claims=${review.dataset.claims}` : "text/html; fragment";
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
  (whole.querySelector(".said") ?? whole).prepend(...partial.querySelectorAll(".saved, .saved + .undo"));
  return whole;
}

/**
 * What the server answers to a form.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
export function post(form, button) {
  return fetch(new URL(addressOf(form, button), location.href), {
    method: "POST",
    body: new URLSearchParams(new FormData(form, button)),
    headers: { Accept: acceptOf(form.closest(".review")) },
    credentials: "same-origin",
  });
}

/**
 * Show the page of an answer, with what it leaves out of this one.
 * @param {Response} answer
 * @param {Element} partial
 * @param {boolean} isNew the browser does not have its address yet
 */
export async function arrive(answer, partial, isNew = answer.redirected) {
  let fresh = partial;
  if (!keepIn(fresh)) {
    fresh = await wholeOf(fresh, answer.url).catch(() => null);
    if (!fresh) {
      location.assign(answer.url);
      return;
    }
  }
  if (isNew) history.pushState({}, "", answer.url);
  fresh.dataset.address = pageAddress();
  await replaceMain(fresh);
}

/**
 * Show the page to which a form has led; what stands in the form for tags stays where it `stays`.
 * @param {HTMLFormElement} form
 * @param {Response} answer
 * @param {Element} partial
 */
export async function arriveFrom(form, answer, partial) {
  const typed = "stays" in form.dataset ? document.getElementById("tags") : null;
  await arrive(answer, partial);
  const fresh = document.getElementById("tags");
  if (typed?.action !== fresh?.action) return;
  for (const field of [...(typed?.elements ?? [])].filter((one) => one.name && one.type !== "hidden")) {
    const isTwin = (one) => one.name === field.name && (field.type !== "radio" || one.value === field.value);
    const twin = [...fresh.elements].find(isTwin);
    if (twin && field.type === "radio") twin.checked = field.checked && !twin.disabled;
    else if (twin) twin.value = field.value;
  }
}

/** Whether nothing that was typed keeps one here. */
export const mayLeave = () => document.dispatchEvent(new Event("leave", { cancelable: true }));

/**
 * Show another of our pages in the place of this one; the one that is asked for last wins.
 * @param {string} href
 * @param {boolean} isNew the browser does not have its address yet
 */
export async function visit(href, isNew) {
  const main = document.getElementById("main");
  const isOver = () => !main.isConnected || main.dataset.wanted !== href || main.querySelector("form[aria-busy]");
  main.dataset.wanted = href;
  try {
    const headers = { Accept: acceptOf(main.querySelector(".review")) };
    const answer = await fetch(href, { headers, credentials: "same-origin" });
    const fresh = mainOf(await answer.text());
    if (isOver()) return;
    if (answer.ok && !answer.redirected && fresh) await arrive(answer, fresh, isNew);
    else location.assign(href);
  } catch {
    if (!isOver()) location.assign(href);
  }
}

// A link to a place on the page comes by here too: what is shown is the page that it asks for.
addEventListener("popstate", () => {
  const { address } = document.getElementById("main").dataset;
  if (address === pageAddress()) return;
  if (mayLeave()) visit(location.href, false);
  else history.pushState({}, "", address);
});

/**
 * Say below the form why it is still there.
 * @param {HTMLFormElement} form
 * @param {string} refusal
 */
export function keep(form, refusal) {
  const words = form.querySelector(".unsent") ?? document.createElement("p");
  words.className = "error unsent";
  words.textContent = `${refusal} ${KEPT}`;
  form.append(words);
  announce(words.textContent);
}

const UNSAVED = "What you typed for this claim is not saved. Go on without it?";

/**
 * What a form would send.
 * @param {HTMLFormElement | null} form
 */
const contentOf = (form) => (form ? new URLSearchParams(new FormData(form)).toString() : "");

/**
 * What a form would send if nobody had typed: some type before this module has come.
 * @param {HTMLFormElement} form
 */
function contentAsItCame(form) {
  const untouched = /** @type {HTMLFormElement} */ (form.cloneNode(true));
  untouched.reset();
  return contentOf(untouched);
}

/**
 * Whether sending the form takes away what is typed: a dialog and a hint only close, others keep it.
 * @param {HTMLFormElement} form
 */
const leaves = (form) => form.method !== "dialog" && !("closes" in form.dataset) && !("stays" in form.dataset);

/**
 * Ask before another button or link of the page throws away what was typed.
 * @param {HTMLElement} root
 * @param {HTMLFormElement} form
 * @returns {() => boolean} asks too, and gives whether one may go on
 */
export function guard(root, form) {
  const loaded = form.querySelector(".refusal, .error") ? "" : contentAsItCame(form);
  const isUnsaved = () => form.isConnected && !form.hasAttribute("aria-busy") && contentOf(form) !== loaded;
  const mayGo = () => !isUnsaved() || confirm(UNSAVED);

  /** @param {BeforeUnloadEvent} event */
  function onLeave(event) {
    if (!form.isConnected) removeEventListener("beforeunload", onLeave);
    else if (isUnsaved()) event.preventDefault();
  }
  addEventListener("beforeunload", onLeave);

  /** @param {Event} event */
  function onAsk(event) {
    if (!form.isConnected) document.removeEventListener("leave", onAsk);
    else if (!event.defaultPrevented && !mayGo()) event.preventDefault();
  }
  document.addEventListener("leave", onAsk);

  root.addEventListener(
    "submit",
    (event) => {
      if (event.target === form) {
        // Without `live-form` the page itself is left now, on purpose.
        removeEventListener("beforeunload", onLeave);
        setTimeout(() => addEventListener("beforeunload", onLeave));
      } else if (leaves(event.target) && !mayGo()) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    { capture: true },
  );
  return mayGo;
}

document.getElementById("main").dataset.address = pageAddress();
enhanceAll(document);
