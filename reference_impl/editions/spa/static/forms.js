// Sends forms without leaving the page, and tells beside them what was refused.

import { alertOf } from "./alert.js";
import { post, Trouble } from "./api.js";
import { element } from "./dom.js";
import { obey, visit } from "./router.js";
import { toast } from "./toast.js";

const SECRETS = "[data-secret]";

/** Take over the portal's forms. */
export const start = () => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    if (form.method === "get") look(form);
    else if (form.ariaBusy !== "true") send(form);
  });
};

const look = (form) => {
  const query = new URLSearchParams(new FormData(form)).toString();
  visit(new URL(form.action).pathname + (query && `?${query}`));
};

const send = async (form) => {
  calm(form);
  wait(form, true);
  try {
    const answer = await post(new URL(form.action).pathname, Object.fromEntries(new FormData(form)));
    if ("refused" in answer) refuse(form, answer.refused);
    else await accept(form, answer);
  } catch (trouble) {
    refuse(form, trouble instanceof Trouble ? trouble.message : "Une erreur est survenue.");
  } finally {
    wait(form, false);
  }
};

const accept = async (form, answer) => {
  const news = form.dataset.news;
  await obey(answer);
  if (news && answer.go) toast(news);
};

const wait = (form, waits) => {
  form.ariaBusy = String(waits);
  for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = waits;
};

// What an earlier refusal said.
const calm = (form) => {
  form.parentElement.querySelector(".alert")?.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
};

const refuse = (form, message) => {
  for (const field of form.querySelectorAll(SECRETS)) field.value = "";
  for (const field of form.querySelectorAll("[required]:not([data-secret])")) {
    if (!field.value.trim()) field.setAttribute("aria-invalid", "true");
  }
  if (!message) return;
  const alert = element(alertOf(message));
  alert.tabIndex = -1;
  form.prepend(alert);
  alert.focus({ preventScroll: true });
  alert.scrollIntoView({ block: "nearest" });
};
