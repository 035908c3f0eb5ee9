/** Asks before another button or link of the page throws away what was typed in a form. */

const UNSAVED = "What you typed for this claim is not saved. Go on without it?";

/**
 * What a form would send.
 * @param {HTMLFormElement} form
 */
const contentOf = (form) => new URLSearchParams(new FormData(form)).toString();

/**
 * Guard the form while it is on the page: its buttons save, all others of the desk ask first.
 * @param {HTMLFormElement} form
 */
export function enhance(form) {
  const loaded = form.querySelector(".refusal, .error") ? "" : contentOf(form);
  const isUnsaved = () => form.isConnected && !form.hasAttribute("aria-busy") && contentOf(form) !== loaded;

  /** @param {BeforeUnloadEvent} event */
  function onLeave(event) {
    if (!form.isConnected) removeEventListener("beforeunload", onLeave);
    else if (isUnsaved()) event.preventDefault();
  }
  addEventListener("beforeunload", onLeave);

  form.closest(".desk").addEventListener(
    "submit",
    (event) => {
      if (event.target === form) {
        // Without `live-form` the page itself is left now, on purpose.
        removeEventListener("beforeunload", onLeave);
        setTimeout(() => addEventListener("beforeunload", onLeave));
      } else if (event.target.method !== "dialog" && isUnsaved() && !confirm(UNSAVED)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    { capture: true },
  );
}
