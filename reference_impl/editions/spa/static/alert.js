// The one message of a refusal.

import { html } from "./dom.js";

/** A message that is read out at once; nothing where there is none. */
export const alertOf = (message) =>
  message ? html`<div class="alert" role="alert"><p>${message}</p></div>` : "";
